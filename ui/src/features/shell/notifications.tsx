import "@mantine/notifications/styles.layer.css";
import { Notifications as Shown } from "@mantine/notifications";

/** Short messages of what has been done. Those that come before it wait for it. */
export function Notifications() {
  return <Shown position="bottom-right" />;
}
