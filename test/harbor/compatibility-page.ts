import { builtTags, compare, harbor } from "./compare.ts";
import { differences, explain, fewerStatuses, moreStatuses } from "./explained.ts";

/** `docs/harbor-compat.md`, made from the comparison. */
export function compatibilityPage(): string {
  const compared = compare();
  const count = (state: string) => compared.filter((one) => one.state === state).length;
  const built = new Set(builtTags.map((tag) => tag.toLowerCase()));
  const others = new Map<string, number>();
  for (const { tags } of harbor.operations) {
    if (!tags.some((tag) => built.has(tag.toLowerCase()))) others.set(tags[0] ?? "", (others.get(tags[0] ?? "") ?? 0) + 1);
  }
  const lines = [
    "# Compatibility with Harbor's API",
    "",
    `Made by \`npx vitest run test/harbor --update\` from our document of the API and a table of facts of Harbor's (version ${harbor.source.version}); a test fails when`,
    "this page, or a difference that nobody explained, is not as the code is.",
    "",
    `Of the ${compared.length} operations of the tags that are built, ${count("built")} are there, ${count("501")} answer 501, ${count("missing")} are missing.`,
    "",
    "| operation | | differs in |",
    "| --- | --- | --- |",
    ...compared.map(({ operation, state, statuses, differences: more }) => {
      const differs = [...statuses.filter((status) => !["+415", "+422"].includes(status)), ...more];
      return `| \`${operation}\` | ${state === "built" ? "yes" : state} | ${differs.join("; ")} |`;
    }),
    "",
    "`+` and `-` before a status code: declared here only, or by Harbor only. Not shown in the table: 415 and 422, which are everywhere.",
    "",
    "## Why",
    "",
    ...Object.entries(moreStatuses).map(([status, reason]) => `- **+${status}**: ${reason}.`),
    ...Object.entries(fewerStatuses).map(([what, reason]) => `- **-${what}**: ${reason}.`),
    ...Object.entries(differences).map(([what, reason]) => `- **${what}**: ${reason}.`),
    "",
    "## Not built",
    "",
    ...[...others].toSorted(([a], [b]) => a.localeCompare(b)).map(([tag, operations]) => `- ${tag}: ${operations} operations`),
    "",
  ];
  return lines.join("\n");
}

export function unexplained(): string[] {
  return compare().flatMap(({ operation, statuses, differences: more }) =>
    [...statuses, ...more].filter((one) => explain(operation, one) === null).map((one) => `${operation}: ${one}`),
  );
}
