import { describe, expect, it } from "vitest";
import { bearerChallenge, isTrustedRealm } from "../../../worker/domain/registries/token-realm.ts";

describe("a challenge", () => {
  it.each([
    ['Bearer realm="https://a/token",service="s"', { realm: "https://a/token", service: "s" }],
    ['bearer service="s", realm="https://a/token", scope="x"', { realm: "https://a/token", service: "s" }],
    ['Bearer realm="https://a/token"', { realm: "https://a/token", service: "" }],
    ['Bearer service="s"', null],
    ['Basic realm="a"', null],
    [null, null],
  ])("%s", (header, challenge) => {
    expect(bearerChallenge(header)).toEqual(challenge);
  });
});

describe("who may see a registry's credentials", () => {
  it.each([
    ["docker-registry", "https://r.example.com", "https://r.example.com/token", true],
    ["docker-registry", "https://r.example.com", "https://r.example.com:8443/token", true],
    ["docker-registry", "https://r.example.com", "https://auth.example.com/token", false],
    ["docker-registry", "https://r.example.com", "https://r.example.com.evil.org/token", false],
    ["docker-registry", "https://r.example.com", "https://r.example.com@evil.org/token", false],
    ["docker-registry", "http://127.0.0.1:5000", "http://localhost:5000/token", false],
    // Never in the clear when the registry itself is not.
    ["docker-registry", "https://r.example.com", "http://r.example.com/token", false],
    ["docker-registry", "http://r.example.com", "https://r.example.com/token", true],
    ["docker-registry", "https://r.example.com", "ftp://r.example.com/token", false],
    ["docker-registry", "https://r.example.com", "token", false],
    ["docker-hub", "https://registry-1.docker.io", "https://auth.docker.io/token", true],
    ["docker-registry", "https://registry-1.docker.io", "https://auth.docker.io/token", false],
    ["docker-hub", "https://registry-1.docker.io", "http://auth.docker.io/token", false],
    ["gitlab", "https://registry.gitlab.com", "https://gitlab.com/jwt/auth", true],
    ["gitlab", "https://registry.example.com", "https://evil.org/jwt/auth", false],
  ])("%s at %s: %s → %s", (type, registry, realm, isTrusted) => {
    expect(isTrustedRealm(type, registry, realm)).toBe(isTrusted);
  });
});
