import { MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";
import { LanguageProvider } from "./i18n/language.tsx";
import { cssVariables, theme } from "./theme/theme.ts";

/** What every page stands in: colours and language. */
export function Surroundings({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <LanguageProvider>{children}</LanguageProvider>
    </MantineProvider>
  );
}
