/** What a form and the dialog around it know of each other. */
import { createContext, use, useState } from "react";

const TellSaving = createContext<(isSaving: boolean) => void>(() => {});

/** For a form: tells the dialog that it stands in, if any. */
export function useTellSaving(): (isSaving: boolean) => void {
  return use(TellSaving);
}

/** Goes around what is in a dialog, with `tell` as its value. */
export const SavingScope = TellSaving.Provider;

/**
 * A dialog stays as long as what is in it is being saved: whoever closed it would not learn what became of it, and could begin the same anew.
 * Its own buttons close it by `onClose` itself.
 */
export function useHeldWhileSaving(onClose: () => void) {
  const [isSaving, tell] = useState(false);
  return { tell, isSaving, close: () => (isSaving ? undefined : onClose()) };
}
