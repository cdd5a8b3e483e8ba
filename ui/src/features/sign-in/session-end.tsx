import { lazy, Suspense, useState, useSyncExternalStore } from "react";
import { sessionEnd } from "../../api/session-end.ts";

// Most sessions end with the page.
const SessionEndedDialog = lazy(() =>
  import("./session-ended-dialog.tsx").then(({ SessionEndedDialog: component }) => ({ default: component })),
);

/** The place of the dialog that asks to sign in again. It stays once it was needed, so that the focus finds its way back. */
export function SessionEnd() {
  const isAsking = useSyncExternalStore(sessionEnd.subscribe, sessionEnd.isAsking);
  const [wasAsking, setWasAsking] = useState(false);
  if (isAsking && !wasAsking) setWasAsking(true);
  return wasAsking ? (
    <Suspense fallback={null}>
      <SessionEndedDialog isAsking={isAsking} />
    </Suspense>
  ) : null;
}
