import { createTheme, type CSSVariablesResolver, DEFAULT_THEME, type MantineColorsTuple } from "@mantine/core";

/** Water under a breakwater: the one accent of the portal. */
const harbour: MantineColorsTuple = [
  "#e6f6f6",
  "#cfeaea",
  "#a2d6d7",
  "#70c0c3",
  "#4bafb3",
  "#2f9fa5",
  "#1a9097",
  "#0c7f86",
  "#05717a",
  "#045963",
];

/** Mantine's grays are neutral; these lean to the accent, so that dark pages do not look like a terminal. */
const dark: MantineColorsTuple = [
  "#d9e2e8",
  "#bac7d0",
  "#9aabb7",
  "#6b7e8b",
  "#45545f",
  "#33414b",
  "#26323b",
  "#18222a",
  "#111a20",
  "#0b1216",
];

export const theme = createTheme({
  primaryColor: "harbour",
  primaryShade: 8,
  colors: { harbour, dark },
  defaultRadius: "md",
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontWeight: "650" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Modal: {
      defaultProps: { centered: true, overlayProps: { blur: 2 } },
      styles: { title: { fontSize: "1.15rem", fontWeight: 650 }, header: { backgroundColor: "var(--portal-surface)" } },
    },
    Paper: { styles: { root: { backgroundColor: "var(--portal-surface)" } } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250 } },
    Badge: {
      defaultProps: { variant: "light" },
      styles: { root: { textTransform: "none", fontWeight: 600 }, label: { overflow: "visible" } },
    },
  },
});

const colors = [...Object.keys(DEFAULT_THEME.colors), "harbour"].filter((name) => name !== "dark");

/** Small text in Mantine's own shades falls below WCAG's 4.5 to 1 on a light page. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#f7f9fa",
    "--portal-surface": "#ffffff",
    "--mantine-color-dimmed": "#52606b",
    "--mantine-color-placeholder": "#66747f",
    "--mantine-color-error": "#c02626",
    ...Object.fromEntries(
      colors.flatMap((name) =>
        ["light-color", "outline", "text"].map((role) => [
          `--mantine-color-${name}-${role}`,
          `var(--dark-${name}, var(--mantine-color-${name}-9))`,
        ]),
      ),
    ),
    "--dark-yellow": "#7a4b00",
    "--dark-orange": "#8a3c06",
    "--dark-lime": "#3f6212",
    "--dark-green": "#1d6b34",
    "--dark-teal": "#07664b",
    "--dark-cyan": "#0a5a6b",
  },
  dark: {
    "--mantine-color-body": "#10181e",
    "--portal-surface": "#151e25",
    "--mantine-color-dimmed": "#a9b8c3",
    "--mantine-color-placeholder": "#8b9ca8",
    "--mantine-color-error": "#ff9a9a",
  },
});
