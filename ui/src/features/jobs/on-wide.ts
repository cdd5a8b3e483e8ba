import type { MantineTheme } from "@mantine/core";

/** Of a column that a phone does without. */
export const onWide = { visibleMediaQuery: ({ breakpoints }: MantineTheme) => `(min-width: ${breakpoints.sm})` };
