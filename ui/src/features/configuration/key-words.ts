import { useTexts } from "../../i18n/language.tsx";
import { configurationKeys } from "../../i18n/texts/configuration-keys.ts";

export interface KeyWords {
  readonly label: string;
  readonly help?: string;
  /** What its values mean. */
  readonly choices?: Readonly<Record<string, string>>;
}

/** The words of a key; one that is newer than this portal goes by its name. */
export function useKeyWords(): (key: string) => KeyWords {
  const known = useTexts(configurationKeys);
  return (key) => known[key] ?? { label: key };
}
