import { useTexts } from "../../i18n/language.tsx";
import { registries } from "../../i18n/texts/registries.ts";

/** The name of a type of registries; one that the portal does not know is called as the API calls it. */
export function useProviderName(): (type: string | undefined) => string {
  const { providers } = useTexts(registries);
  return (type = "") => (providers as Readonly<Record<string, string>>)[type] ?? type;
}
