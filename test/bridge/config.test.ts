/** What a bridge goes by: its environment, its file, and what the site sends, in this order. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../../bridge/src/config.ts";
import { parseDirectorySettings } from "../../bridge/src/settings.ts";

const folder = mkdtempSync(join(tmpdir(), "bridge-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(file: unknown, environment: Record<string, string> = {}) {
  const path = join(folder, "bridge.json");
  writeFileSync(path, typeof file === "string" ? file : JSON.stringify(file));
  return readConfig(path, environment);
}

/** As the bridge uses it for a request. */
function settings(file: object, environment: Record<string, string>, site: Record<string, string | number | boolean>) {
  return parseDirectorySettings({ ...site, ...read({ site_url: "https://registry.test", ...file }, environment).own });
}

describe("of a value", () => {
  const site = { ldap_url: "ldap://of-the-site", ldap_base_dn: "dc=site" };

  it("the environment wins over the file, and the file over the site", () => {
    const environment = { ROADSTEAD_BRIDGE_LDAP_URL: "ldaps://of-the-environment", ROADSTEAD_BRIDGE_LDAP_TIMEOUT: "9" };
    expect(settings({}, {}, site).urls).toEqual(["ldap://of-the-site:389"]);
    expect(settings({ ldap_url: "ldaps://of-the-file" }, {}, site).urls).toEqual(["ldaps://of-the-file:636"]);
    const all = settings({ ldap_url: "ldaps://of-the-file", ldap_timeout: 3, ldap_uid: "uid" }, environment, site);
    expect(all).toMatchObject({ urls: ["ldaps://of-the-environment:636"], timeoutMs: 9000, uid: "uid", baseDn: "dc=site" });
  });

  it("an address of the environment is in the place of the file's, whichever of the two keys they are", () => {
    const [one, other] = ["ldaps://of-the-file", "ldaps://of-the-environment"];
    expect(settings({ ldap_urls: [one] }, { ROADSTEAD_BRIDGE_LDAP_URL: other }, site).urls).toEqual([`${other}:636`]);
    expect(settings({ ldap_url: one }, { ROADSTEAD_BRIDGE_LDAP_URLS: other }, site).urls).toEqual([`${other}:636`]);
    expect(settings({ ldap_urls: [one] }, {}, site).urls).toEqual([`${one}:636`]);
  });

  it("a site cannot add an address to those of the file, by neither key", () => {
    const own = { ldap_url: "ldaps://mine" };
    expect(settings(own, {}, { ldap_urls: "ldap://evil", ldap_url: "ldap://evil" }).urls).toEqual(["ldaps://mine:636"]);
    expect(settings({ ldap_urls: ["ldaps://one", "two:636"] }, {}, { ldap_url: "ldap://evil" }).urls).toEqual([
      "ldaps://one:636",
      "ldaps://two:636",
    ]);
  });

  it("a search password that stays in the file is not sent as the site wants it", () => {
    const own = { ldap_url: "ldap://mine", ldap_search_dn: "cn=x", ldap_search_password: "secret", ldap_start_tls: true };
    const careless = { ldap_verify_cert: false, ldap_start_tls: false, ldap_ca_certificate: "mine too" };
    expect(settings(own, {}, careless)).toMatchObject({ startTls: true, verifyCertificate: true, ca: null, searchPassword: "secret" });
    expect(() => read({ site_url: "https://registry.test", ldap_search_password: "secret" })).toThrow(/ldap_url/);
  });
});

describe("a file that is not right is refused in plain words, without what it holds", () => {
  it.each([
    ["no JSON", '{"site_url": "https://x", "ldap_search_password": "secret"', /not a JSON object/],
    ["a list", [], /not a JSON object/],
    ["a key that is none", { site_url: "https://x", ldap_search_pasword: "secret" }, /there is no key "ldap_search_pasword"/],
    ["no site", {}, /site_url/],
    ["a site that is none", { site_url: "registry" }, /site_url/],
    ["a port that is none", { site_url: "https://x", health_port: 99_999 }, /health_port/],
    [
      "a certificate file that is not there",
      { site_url: "https://x", ldap_ca_file: "absent.pem" },
      /ldap_ca_file: .*absent\.pem cannot be read/,
    ],
    ["yes or no in other words", { site_url: "https://x", ldap_verify_cert: "yes" }, /^ldap_verify_cert must be true or false$/],
    ["a number that is none", { site_url: "https://x", ldap_timeout: "soon" }, /^ldap_timeout must be a whole number/],
    ["a filter that is none", { site_url: "https://x", ldap_filter: "(uid=a" }, /^ldap_filter: its parentheses/],
    ["a filter of groups that is none", { site_url: "https://x", ldap_group_search_filter: "(=a)" }, /^ldap_group_search_filter: /],
    ["an object for a text", { site_url: "https://x", ldap_url: { a: 1 } }, /ldap_url must be a text/],
  ])("%s", (_, file, words) => {
    const attempt = () => read(file);
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(words);
    expect(attempt).not.toThrow(/secret/);
  });
});

describe("yes and no", () => {
  it.each([
    ["true", true],
    ["TRUE", true],
    [true, true],
    ["False", false],
    ["", true],
  ])("%j is %j", (given, expected) => {
    expect(parseDirectorySettings({ ldap_url: "x", ldap_verify_cert: given }).verifyCertificate).toBe(expected);
  });

  it.each(["yes", "1", "on", "0", "no"])("%j is neither, and never means that certificates are not verified", (given) => {
    expect(() => parseDirectorySettings({ ldap_url: "x", ldap_verify_cert: given })).toThrow(/ldap_verify_cert must be true or false/);
  });
});

describe("an address", () => {
  it.each([
    ["directory", "ldap://directory:389"],
    ["directory:636", "ldaps://directory:636"],
    ["ldap://directory:636", "ldaps://directory:636"],
    ["LDAPS://Directory", "ldaps://directory:636"],
    ["ldap://[::1]:1389", "ldap://[::1]:1389"],
  ])("%s is %s", (given, url) => {
    expect(parseDirectorySettings({ ldap_url: given }).urls).toEqual([url]);
  });

  it.each(["http://x", "ldap://", "ldap://user@x", "ldap://x?cn"])("%s is none", (given) => {
    expect(() => parseDirectorySettings({ ldap_url: given })).toThrow(/ldap_url/);
  });
});
