import "@mantine/notifications/styles.layer.css";
import { MantineThemeProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { useMemo } from "react";
import { useTexts } from "../../i18n/language.tsx";
import { common } from "../../i18n/texts/common.ts";

/** Short messages of what has been done. */
export function Messages() {
  const { close } = useTexts(common);
  const theme = useMemo(() => {
    const defaultProps = { closeButtonProps: { "aria-label": close } };
    // Mantine's own gray is too pale for its size.
    const styles = { description: { color: "var(--mantine-color-dimmed)" } };
    return { components: { Notification: { defaultProps, styles } } };
  }, [close]);
  return (
    <MantineThemeProvider theme={theme} inherit>
      <Notifications position="bottom-right" />
    </MantineThemeProvider>
  );
}
