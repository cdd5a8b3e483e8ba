import type { registries } from "../../i18n/texts/registries.ts";

type Helps = (typeof registries)["en"]["helps"];

/** What the API says of connections that fail, and what helps. */
const signs: readonly (readonly [RegExp, keyof Helps])[] = [
  [/not public/, "notPublic"],
  [/unknown host|connection refused|timed out|no answer/i, "unreachable"],
  [/certificate/i, "certificate"],
  [/wrong credentials|a right is missing/, "credentials"],
  [/token realm/, "tokenRealm"],
  [/site:replicate/, "siteReplicate"],
  [/was not made/, "project"],
  [/configured upper limit/, "quota"],
  [/read only/, "readOnly"],
  [/configured as immutable/, "immutable"],
  [/allow mass deletion/, "massDeletion"],
];

/** Null when nothing is known that helps. */
export function connectionHelp(reason: string, helps: Helps): string | null {
  const sign = signs.find(([pattern]) => pattern.test(reason));
  return sign ? helps[sign[1]] : null;
}
