/** What a search finds is what the site can take. */
import { expect, it } from "vitest";
import type { Entry } from "../../bridge/src/ldap/entry.ts";
import { searchPeople } from "../../bridge/src/ldap/people.ts";
import { searchGroups } from "../../bridge/src/ldap/search-groups.ts";
import { parseResult } from "../../bridge/src/protocol/results.ts";
import { memoryPool } from "./support/memory-pool.ts";

const long = "x".repeat(5000);
const objectClass = "top";
const entries: readonly Entry[] = [
  { objectClass, dn: "uid=ada,dc=x", uid: "ada", cn: `Ada ${long}`, mail: `ada@${long}` },
  { objectClass, dn: "uid=long,dc=x", uid: "a".repeat(256), cn: "Long" },
  { objectClass, dn: `uid=deep,ou=${long},dc=x`, uid: "adadeep", cn: "Deep" },
  { objectClass, dn: "uid=eva,dc=x", uid: "eva", cn: "Eva" },
];

it("somebody whom the site cannot take does not keep it from the others", async () => {
  const { pool } = memoryPool(entries, { ldap_uid: "uid" });
  const people = await searchPeople(pool, "a");
  expect(people.map(({ name }) => name)).toEqual(["ada", "eva"]);
  expect(parseResult("search_people", { people })).toEqual({ people });
  const groups = await searchGroups(pool, { name: "", dn: "" });
  expect(groups.map(({ name }) => name.slice(0, 5))).toEqual(["Ada x", "Long", "Eva"]);
  expect(parseResult("search_groups", { groups })).toEqual({ groups });
});
