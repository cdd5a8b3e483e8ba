import { describe, expect, it } from "vitest";
import { comparableDn, isUnder } from "../../bridge/src/protocol/dn.ts";
import { countedName, lockedMs } from "../../worker/domain/directory/log-ins.ts";

describe("a DN as it is compared", () => {
  it.each([
    ["CN=Dev Team, OU=Groups, DC=example, DC=org", "cn=dev team,ou=groups,dc=example,dc=org"],
    ["cn = dev team ,ou=groups,dc=example,dc=org", "cn=dev team,ou=groups,dc=example,dc=org"],
    [String.raw`CN=Doe\, John,OU=People,DC=x`, String.raw`cn=Doe\2C John,OU=People,DC=x`],
    [String.raw`cn=J\C3\BCrgen,dc=x`, "cn=Jürgen,dc=x"],
    [String.raw`cn=a\+b,dc=x`, String.raw`cn=a\2bb,dc=x`],
    ["cn=a;dc=x", "cn=a,dc=x"],
    ["OU=b + CN=a,dc=x", "cn=a+ou=b,dc=x"],
    ["cn=a+OU=b,dc=x", "ou=b+cn=a,dc=x"],
  ])("%s is %s", (one, other) => {
    expect(comparableDn(one)).toBe(comparableDn(other));
  });

  it.each([
    ["cn=ab,dc=x", "cn=a,cn=b,dc=x"],
    [String.raw`cn=a\,dc=x`, "cn=a,dc=x"],
    [String.raw`cn=a\+ou\=b,dc=x`, "cn=a+ou=b,dc=x"],
    [String.raw`cn=a\+ou=b,dc=x`, "cn=a+ou=b,dc=x"],
    ["cn=a,dc=x", "cn=a,dc=y"],
  ])("%s is not %s", (one, other) => {
    expect(comparableDn(one)).not.toBe(comparableDn(other));
  });

  it("lies below its base, and not below one whose text it happens to end with", () => {
    expect(isUnder("CN=a,OU=groups,DC=x", "ou=Groups, dc=x")).toBe(true);
    expect(isUnder("OU=groups,DC=x", "ou=groups,dc=x")).toBe(true);
    expect(isUnder("cn=a,xou=groups,dc=x", "ou=groups,dc=x")).toBe(false);
    expect(isUnder("cn=a", "")).toBe(true);
  });
});

describe("failed binds of a name", () => {
  const minute = 60_000;

  it.each([
    ["none", [], 3, 0],
    ["two of three", [-1, -2], 3, 0],
    ["three, the first 10 minutes ago", [-1, -2, -10], 3, 20],
    ["three, the first 29 minutes ago", [-1, -2, -29], 3, 1],
    ["five, of which the third counts", [-1, -2, -3, -4, -5], 3, 27],
    ["one of one", [-5], 1, 25],
    ["without a bound", [-1, -1, -1, -1], 0, 0],
  ] as const)("%s", (_, ago, attemptsMax, waits) => {
    const nowMs = 1_000_000_000;
    const failures = ago.map((minutes) => nowMs + minutes * minute);
    expect(lockedMs(failures, attemptsMax, nowMs)).toBe(waits * minute);
  });

  it.each([
    ["Alice", "alice"],
    ["ALICE ", "alice"],
    ["Élise", "elise"],
    ["E\u0301lise", "elise"],
    ["ｂｏｂ", "bob"],
    ["a  b", "a b"],
    ["Strauß", "STRAUSS"],
    ["al\u00ADice", "alice"],
    ["al\u200Bice", "alice"],
    ["al\uFFFCice", "alice"],
    ["al\u1806ice", "alice"],
    ["さとう", "サトウ"],
    ["が", "カ"],
  ])("%j and %j are counted together", (one, other) => {
    expect(countedName(one)).toBe(countedName(other));
  });

  it("other names are counted apart", () => {
    const names = ["alice", "alicia", "al ice", "bob"];
    expect(new Set(names.map(countedName)).size).toBe(names.length);
  });
});
