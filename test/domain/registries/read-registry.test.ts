import { describe, expect, it } from "vitest";
import { readCaCertificate, readUrl } from "../../../worker/domain/registries/read-registry.ts";

const authority = `-----BEGIN CERTIFICATE-----
MIIBiDCCAS+gAwIBAgIUG4qQg/dOEa5Y4wuSoPIbd0cQFc0wCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOYXV0aG9yaXR5LnRlc3QwIBcNMjYxMTI1MTQyMTE0WhgPMjEy
NjExMDExNDIxMTRaMBkxFzAVBgNVBAMMDmF1dGhvcml0eS50ZXN0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEUGRQp5EOFvq5/8sZrQjGoruIyE6PHJEhxKfZ2o7b
n/HMihQ4q5o22Rvs1M/5uXFKsMId3ahBhoj3uOBvmtmj6KNTMFEwHQYDVR0OBBYE
FJU6ZT6qNgve86IU8rDPOoui4wYxMB8GA1UdIwQYMBaAFJU6ZT6qNgve86IU8rDP
Ooui4wYxMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgV2XADFxt
XCf/RTanMy1fVFNb3yBoGIHT6eWWoWT76LYCIEJ2743iPCVUEOkbD/lFsA3j7/Z/
5bNP685mok39Uw9m
-----END CERTIFICATE-----`;

describe("readUrl", () => {
  it.each([
    ["https://registry.example.com/", "https://registry.example.com"],
    [" https://Registry.Example.com:443// ", "https://registry.example.com"],
    ["http://10.0.0.1:5000", "http://10.0.0.1:5000"],
    ["http://[::ffff:127.0.0.1]:5000", "http://[::ffff:7f00:1]:5000"],
  ])("%s is %s", (text, url) => {
    expect(readUrl(text)).toBe(url);
  });
});

describe("readCaCertificate", () => {
  it("certificates in PEM, one or several, where they can be trusted", () => {
    expect(readCaCertificate(`\n${authority}\n`, true)).toBe(authority);
    expect(readCaCertificate(`${authority}\n${authority}`, true)).toBe(`${authority}\n${authority}`);
    expect(readCaCertificate(" ", false)).toBeNull();
  });

  it.each<[string, string, boolean, RegExp]>([
    ["where none can be trusted", authority, false, /only a standalone server/],
    ["more than 8 KiB", Array.from({ length: 14 }, () => authority).join("\n"), true, /8192/],
    ["no PEM", "authority", true, /PEM/],
    ["a key beside it", `${authority}\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----`, true, /PEM/],
    ["no certificate inside", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", true, /PEM/],
    ["one that is cut", authority.replace(/\n.{20}/, "\n"), true, /PEM/],
  ])("refused: %s", (_, pem, isTrustedHere, message) => {
    expect(() => readCaCertificate(pem, isTrustedHere)).toThrow(
      expect.objectContaining({ code: "BAD_REQUEST", message: expect.stringMatching(message) }),
    );
  });
});
