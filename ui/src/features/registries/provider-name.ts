import { useTexts } from "../../i18n/language.tsx";
import { registries } from "../../i18n/texts/registries.ts";

/** What products are called in every language. */
const products: Readonly<Record<string, string>> = {
  roadstead: "Roadstead",
  harbor: "Harbor",
  "docker-hub": "Docker Hub",
  "github-ghcr": "GitHub Container Registry",
  quay: "Quay",
  gitlab: "GitLab",
  "jfrog-artifactory": "JFrog Artifactory",
};

/** The name of a type of registries; one that the portal does not know is called as the API calls it. */
export function useProviderName(): (type: string | undefined) => string {
  const t = useTexts(registries);
  return (type = "") => (type === "docker-registry" ? t.anyRegistry : (products[type] ?? type));
}
