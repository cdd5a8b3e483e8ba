/** The walk through groups of a directory that cannot do it by itself. */
import { describe, expect, it } from "vitest";
import type { Entry } from "../../bridge/src/ldap/entry.ts";
import { groupsOf } from "../../bridge/src/ldap/groups.ts";
import { primaryGroupSid } from "../../bridge/src/ldap/primary-group.ts";
import { memoryPool, type Values } from "./support/memory-pool.ts";

const ada: Entry = { dn: "uid=ada,dc=x" };
const dn = (name: string) => `cn=${name},ou=groups,dc=x`;
const group = (name: string, members: readonly string[], more: Partial<Entry> = {}): Entry => ({
  dn: dn(name),
  cn: name,
  objectClass: ["top", "groupOfNames"],
  member: [...members],
  ...more,
});

async function found(entries: readonly Entry[], options: { values?: Values; person?: Entry } = {}) {
  const { pool, searches } = memoryPool(entries, options.values ?? {});
  const { dns, admin } = await groupsOf(pool, { entry: options.person ?? ada, name: "ada" }, false);
  const names = dns.map((one) => /^cn=([^,]*)/.exec(one)?.[1] ?? one).toSorted();
  return { names, admin, searches: searches() };
}

const chain = [group("a", [ada.dn]), group("b", [dn("a")]), group("c", [dn("b")]), group("other", ["uid=eve,dc=x"])];

describe("groups of somebody", () => {
  it("are those that name him, and those that name these", async () => {
    expect((await found(chain)).names).toEqual(["a", "b", "c"]);
  });

  it("are only those that name him when nested ones are off", async () => {
    expect((await found(chain, { values: { ldap_group_nested: false } })).names).toEqual(["a"]);
  });

  it("are the same by the attribute of his own entry, with one query less", async () => {
    const byEntry = await found(chain, { person: { ...ada, memberOf: [dn("a")] } });
    expect(byEntry.names).toEqual(["a", "b", "c"]);
    expect(byEntry.searches).toBe((await found(chain)).searches - 1);
  });

  it("end where a circle closes", async () => {
    const circle = [group("a", [ada.dn, dn("c")]), group("b", [dn("a")]), group("c", [dn("b"), dn("c")])];
    const { names, searches } = await found(circle);
    expect(names).toEqual(["a", "b", "c"]);
    // Direct ones, those above them twice, and nothing new.
    expect(searches).toBe(4);
  });

  it("may be named by uniqueMember or memberUid", async () => {
    const unique = group("u", [], { uniqueMember: [ada.dn] });
    const posix = group("p", [], { memberUid: ["eve", "ada"] });
    expect((await found([unique, posix, group("over", [dn("p")])])).names).toEqual(["over", "p", "u"]);
  });

  it("are 500 with one query for them and one for those above them", async () => {
    const many = Array.from({ length: 500 }, (_, index) => group(`g${index}`, [ada.dn]));
    const all = await found(many);
    expect(all.names).toHaveLength(500);
    // With the search for the person himself: three.
    expect(all.searches).toBe(2);
    expect((await found(many, { values: { ldap_group_search_filter: "(objectClass=groupOfNames)" } })).searches).toBe(2);
  });

  it("stop at a depth that no directory of people has", async () => {
    const deep = Array.from({ length: 50 }, (_, index) => group(`g${index}`, [index === 0 ? ada.dn : dn(`g${index - 1}`)]));
    expect((await found(deep)).names).toHaveLength(20);
  });
});

describe("Active Directory", () => {
  const sid = Buffer.from("010500000000000515000000fdeed6842b6f2cd29b9d19724f040000", "hex");
  const person: Entry = { ...ada, objectSid: sid, primaryGroupID: "513", memberOf: [dn("a")] };
  const primary = "S-1-5-21-2228678397-3526127403-1914281371-513";

  it("gives the SID of the primary group, by which alone it is found", () => {
    expect(primaryGroupSid(person)).toBe(primary);
    expect(primaryGroupSid({ ...person, objectSid: [sid] })).toBe(primary);
    for (const odd of [{ objectSid: "x" }, { objectSid: sid.subarray(0, 20) }, { primaryGroupID: "x)(" }, { primaryGroupID: [] }]) {
      expect(primaryGroupSid({ ...person, ...odd })).toBeNull();
    }
    expect(primaryGroupSid(ada)).toBeNull();
  });

  it("is asked once for all groups, the primary one and those above it included", async () => {
    const { pool, filters } = memoryPool([], {});
    await groupsOf(pool, { entry: person, name: "ada" }, true);
    const rule = "member:1.2.840.113556.1.4.1941:";
    expect(filters()).toEqual([`(|(${rule}=${ada.dn})(objectSid=${primary})(${rule}=<SID=${primary}>))`]);
  });

  it("gives the primary group also when nested ones are off", async () => {
    const users = group("users", [], { objectSid: primary });
    const values = { ldap_group_nested: false };
    expect((await found([users, group("over", [dn("users")])], { values, person })).names).toEqual(["a", "users"]);
  });
});

describe("the group filter", () => {
  const values = { ldap_group_search_filter: "(cn=b)" };

  it("says which groups count, not which the walk passes through", async () => {
    expect((await found(chain, { values })).names).toEqual(["b"]);
    expect((await found(chain, { values: { ldap_group_search_filter: "(|(cn=a)(cn=c))" } })).names).toEqual(["a", "c"]);
  });

  it("is put before the directory where the bridge cannot judge it", async () => {
    // `cn=B` and `b` are one to the directory, whose rules the bridge does not know.
    const both = [group("a", [ada.dn]), group("b", [dn("a")], { cn: ["x", "b"] })];
    expect((await found(both, { values, person: { ...ada, memberOf: [dn("a"), dn("b")] } })).names).toEqual(["b"]);
  });
});

describe("the bases", () => {
  it("groups beside the group base do not count", async () => {
    const values = { ldap_group_base_dn: "ou=elsewhere,dc=x" };
    expect((await found(chain, { values, person: { ...ada, memberOf: [dn("a")] } })).names).toEqual([]);
  });

  it("administrators are those in the one group, also by others, whatever its DN is written like", async () => {
    const isAdmin = async (adminDn: string) => (await found(chain, { values: { ldap_group_admin_dn: adminDn } })).admin;
    expect(await isAdmin("CN=C, OU=Groups, DC=X")).toBe(true);
    expect(await isAdmin(dn("other"))).toBe(false);
    expect(await isAdmin("")).toBe(false);
  });
});
