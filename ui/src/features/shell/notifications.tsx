import { notificationsStore } from "@mantine/notifications";
import { lazy, Suspense, useEffect, useState } from "react";

const Messages = lazy(() => import("./messages.tsx").then(({ Messages: component }) => ({ default: component })));

/** The place of short messages; it comes with the first of them, which waits for it. */
export function Notifications() {
  const [isNeeded, setNeeded] = useState(false);
  useEffect(() => notificationsStore.subscribe(() => setNeeded(true)), []);
  return isNeeded ? (
    <Suspense fallback={null}>
      <Messages />
    </Suspense>
  ) : null;
}
