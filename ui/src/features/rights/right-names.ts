import { useTexts } from "../../i18n/language.tsx";
import { rights } from "../../i18n/texts/rights.ts";

/** Harbor has rights for these, and the site has nothing behind them: it answers 501. */
const notBuilt = new Set([
  "export-cve",
  "notification-policy",
  "preheat-instance",
  "preheat-policy",
  "sbom",
  "scan",
  "scan-all",
  "scanner",
  "security-hub",
]);

export function isBuilt(resource: string): boolean {
  return !notBuilt.has(resource);
}

/** Those with a column first; what the API adds comes behind them. */
export const actionsInOrder = ["pull", "push", "read", "list", "create", "update", "delete", "operate", "stop", "replicate"];

export interface RightNames {
  readonly resource: (name: string) => string;
  readonly action: (name: string) => string;
}

/** The API's own name for what has no other. */
export function useRightNames(): RightNames {
  const { resources, actions } = useTexts(rights);
  return { resource: (name) => resources[name] ?? name, action: (name) => actions[name] ?? name };
}
