import { useBlocker } from "@tanstack/react-router";

/** Holds back whoever leaves a page with changes that are not saved. A change of what stands behind `?` leaves nothing. */
export function useLeaving(isDirty: boolean) {
  return useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
}
