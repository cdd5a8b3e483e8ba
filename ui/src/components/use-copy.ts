import { useEffect, useState } from "react";

const shownMs = 1500;

interface Copying {
  /** What became of it, for a moment. */
  readonly outcome: "copied" | "failed" | null;
  readonly copy: () => Promise<void>;
}

/** Takes a text to the clipboard. */
export function useCopy(text: string): Copying {
  const [outcome, setOutcome] = useState<Copying["outcome"]>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), shownMs);
    return () => clearTimeout(timer);
  }, [outcome]);
  return { outcome, copy: async () => setOutcome((await copyText(text)) ? "copied" : "failed") };
}

/** The clipboard of browsers is for sites with TLS; one without it, in a network of its own, has the old way left. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

function copySelected(text: string): boolean {
  const area = document.createElement("textarea");
  const focused = document.activeElement;
  area.value = text;
  area.readOnly = true;
  area.style.position = "fixed";
  area.style.opacity = "0";
  // Beside the button: a dialog keeps the focus within.
  (focused?.parentElement ?? document.body).append(area);
  area.focus({ preventScroll: true });
  area.select();
  try {
    return document.execCommand("copy");
  } finally {
    area.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}
