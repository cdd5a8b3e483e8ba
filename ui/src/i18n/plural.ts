/** "1 tag", "12 tags": English and German both tell one from all others. The number is written as the language does. */
export function counted(language: string, count: number, one: string, other: string): string {
  const word = new Intl.PluralRules(language).select(count) === "one" ? one : other;
  return `${new Intl.NumberFormat(language).format(count)} ${word}`;
}
