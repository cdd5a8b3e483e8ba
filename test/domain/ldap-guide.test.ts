/** docs/guide/ldap.md says what the code does: every option with its default, every fault with its meaning. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { faults } from "../../bridge/src/protocol/faults.ts";
import { directoryKeys } from "../../bridge/src/settings.ts";
import { configurationKeys } from "../../worker/domain/configuration/keys.ts";

const guide = readFileSync("docs/guide/ldap.md", "utf8");
const rows = guide.split("\n").filter((line) => line.startsWith("| `"));

it("names every fault and what it means", () => {
  const expected = Object.entries(faults).map(([name, means]) => `| \`${name}\` | ${means} |`);
  expect(expected.length).toBeGreaterThan(20);
  expect(rows.filter((row) => expected.includes(row))).toEqual(expected);
});

it("names every key, with the default that the site and the bridge have", () => {
  const site = Object.entries(configurationKeys).filter(([key]) => key.startsWith("ldap_"));
  const all = { ...directoryKeys, ...Object.fromEntries(site.map(([key, row]) => [key, row.default])) };
  for (const [key, value] of Object.entries(all)) {
    const row = rows.find((line) => line.slice(0, line.indexOf("|", 2)).includes(`\`${key}\``));
    expect(row, key).toBeDefined();
    if (value !== "") expect(row, key).toContain(`| \`${String(value)}\` |`);
  }
  for (const [key, row] of site) if (key in directoryKeys) expect(row.default, key).toBe(directoryKeys[key as keyof typeof directoryKeys]);
});
