/** Filters of what people type, and what the errors of a directory are called. */
import {
  BusyError,
  ConfidentialityRequiredError,
  InsufficientAccessError,
  LoopDetectError,
  NoSuchObjectError,
  SizeLimitExceededError,
  StrongAuthRequiredError,
  TimeLimitExceededError,
  UnwillingToPerformError,
} from "ldapts";
import { describe, expect, it } from "vitest";
import { createDirectory } from "../../bridge/src/directory.ts";
import { allOf, anyOf, attributesIn, contains, equals, inChain, parseFilter, passes } from "../../bridge/src/ldap/filter.ts";
import { faultOf } from "../../bridge/src/ldap/fault-of.ts";

describe("a filter", () => {
  it.each([
    ["alice", "(uid=alice)"],
    ["*", String.raw`(uid=\2a)`],
    ["*)(uid=*", String.raw`(uid=\2a\29\28uid=\2a)`],
    [String.raw`a\b`, String.raw`(uid=a\5cb)`],
    ["a\0b", String.raw`(uid=a\00b)`],
  ])("of the name %j is %s (RFC 4515 §3): nothing of it becomes syntax", (name, text) => {
    expect(String(equals("uid", name))).toBe(text);
    expect(String(allOf(parseFilter("(objectClass=person)"), equals("uid", name)))).toBe(`(&(objectClass=person)${text})`);
  });

  it("of a part of a name, of any name, and of Active Directory's chain", () => {
    expect(String(contains("cn", "a*b"))).toBe(String.raw`(cn=*a\2ab*)`);
    expect(String(contains("cn", ""))).toBe("(cn=*)");
    expect(String(inChain("member", "cn=a,dc=x"))).toBe("(member:1.2.840.113556.1.4.1941:=cn=a,dc=x)");
  });

  it.each(["(uid=a", "(&(uid=a)", "((uid=a))", "x", "(=a)"])("%s of an administrator is refused by name", (text) => {
    expect(() => parseFilter(text)).toThrow(expect.objectContaining({ fault: "filter_bad" }));
  });

  it.each(["ldap_filter", "ldap_group_search_filter"])("of %s that is none has its name in a ping, before anybody logs in", async (key) => {
    const settings = { ldap_url: "ldap://directory.test", [key]: "(uid=a" };
    expect(await createDirectory().answer({ method: "ping", settings, params: {}, timeoutMs: 1000 })).toMatchObject({
      ok: false,
      fault: "filter_bad",
      detail: `${key}: its parentheses are not balanced`,
    });
  });

  it("may lack its outer parentheses, as in Harbor", () => {
    expect(String(parseFilter("objectClass=person"))).toBe("(objectClass=person)");
    expect(parseFilter(" ")).toBeNull();
  });

  it.each([
    ["(objectClass=Group)", true],
    ["(cn=other)", null],
    ["(&(objectClass=group)(cn=*))", true],
    ["(&(objectClass=group)(sn=*))", false],
    ["(|(sn=*)(objectClass=group))", true],
    ["(!(sn=*))", true],
    ["(!(objectClass=group))", false],
    ["(cn>=a)", null],
    ["(&(cn>=a)(sn=*))", false],
  ])("%s passes an entry: %s, where null leaves it to the directory", (text, expected) => {
    expect(passes(parseFilter(text), { dn: "cn=dev", cn: "dev", objectClass: ["top", "group"] })).toBe(expected);
  });

  it("names the attributes that it looks at", () => {
    expect(attributesIn(parseFilter("(&(objectClass=group)(!(cn=a))(|(mail=*)(sn=b*)))"))).toEqual(["objectClass", "cn", "mail", "sn"]);
    expect(String(anyOf([equals("a", "1")]))).toBe("(a=1)");
  });
});

const coded = (code: string, message = code) => Object.assign(new Error(message), { code });

describe("an error is called", () => {
  it.each([
    ["unreachable", coded("ECONNREFUSED")],
    ["unreachable", coded("ENOTFOUND")],
    ["unreachable", new Error("Connection timeout")],
    ["unreachable", new Error("Connection closed before message response was received. Message type: BindRequest (0x60)")],
    ["untrusted_certificate", coded("SELF_SIGNED_CERT_IN_CHAIN")],
    ["untrusted_certificate", coded("UNABLE_TO_VERIFY_LEAF_SIGNATURE")],
    ["untrusted_certificate", coded("CERT_HAS_EXPIRED")],
    ["untrusted_certificate", coded("ERR_TLS_CERT_ALTNAME_INVALID")],
    ["tls_failed", coded("EPROTO")],
    ["tls_failed", coded("ERR_SSL_WRONG_VERSION_NUMBER")],
    ["directory_timeout", new Error("SearchRequest: Operation timed out")],
    ["directory_timeout", new TimeLimitExceededError()],
    ["tls_required", new StrongAuthRequiredError()],
    ["tls_required", new ConfidentialityRequiredError()],
    ["base_missing", new NoSuchObjectError()],
    ["search_not_allowed", new InsufficientAccessError()],
    ["directory_busy", new BusyError()],
    ["directory_busy", new SizeLimitExceededError()],
    ["referral", new LoopDetectError()],
    ["directory_error", new UnwillingToPerformError()],
    ["directory_error", new Error("whatever")],
  ])("%s: %s", (fault, error) => {
    expect(faultOf(error)).toMatchObject({ fault });
  });
});
