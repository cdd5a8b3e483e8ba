/** What a form and the dialog around it know of each other. */
import { createContext, use, useEffect, useState } from "react";

/** What is in a dialog: nothing that could be lost, a form, or one that is being saved. */
type Content = "plain" | "form" | "saving";

const TellContent = createContext<(content: Content) => void>(() => {});

/** For a form: tells the dialog that it stands in, if any, that it is there. Returns what tells whether it is being saved. */
export function useTellSaving(): (isSaving: boolean) => void {
  const tell = use(TellContent);
  useEffect(() => {
    tell("form");
    return () => tell("plain");
  }, [tell]);
  return (isSaving) => tell(isSaving ? "saving" : "form");
}

/** Goes around what is in a dialog, with `tell` as its value. */
export const SavingScope = TellContent.Provider;

/**
 * A dialog stays as long as what is in it is being saved: whoever closed it would not learn what became of it, and could begin the same anew.
 * A click beside a form closes nothing either: what was entered would be lost. Buttons of its own close it by `onClose` itself.
 */
export function useHeldWhileSaving(onClose: () => void) {
  const [content, tell] = useState<Content>("plain");
  const isSaving = content === "saving";
  return { tell, isSaving, hasForm: content !== "plain", close: () => (isSaving ? undefined : onClose()) };
}
