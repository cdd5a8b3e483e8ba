import { describe, expect, it } from "vitest";
import { isTokenHost, providerOf, registryUrlOf } from "../../../worker/domain/registries/providers.ts";

describe("isTokenHost: to whom a registry's credentials may go", () => {
  it.each([
    ["docker-registry", "registry.example.com", "registry.example.com", true],
    ["docker-registry", "registry.example.com", "auth.example.com", false],
    ["docker-registry", "registry.example.com", "auth.docker.io", false],
    ["docker-hub", "registry-1.docker.io", "auth.docker.io", true],
    ["docker-hub", "registry-1.docker.io", "evil.docker.io", false],
    ["gitlab", "registry.gitlab.com", "gitlab.com", true],
    ["gitlab", "registry.example.com", "gitlab.example.com", true],
    ["gitlab", "registry.example.com", "a.gitlab.example.com", false],
    ["gitlab", "registry.example.com", "example.com.evil.net", false],
    ["gitlab", "registry.example.com", "evilexample.com", false],
    ["gitlab", "example.com", "evil.com", false],
    ["gitlab", "registry.localhost", "gitlab.localhost", false],
    ["gitlab", "10.0.0.1", "9.0.0.1", false],
    ["a type of before", "registry.example.com", "gitlab.example.com", false],
  ])("%s at %s: %s is %s", (type, registry, host, expected) => {
    expect(isTokenHost(type, registry, host)).toBe(expected);
  });
});

describe("registryUrlOf: where the registry itself is", () => {
  it.each([
    ["docker-hub", "https://hub.docker.com", "https://registry-1.docker.io"],
    ["docker-hub", "https://index.docker.io", "https://registry-1.docker.io"],
    ["docker-hub", "https://mirror.example.com", "https://mirror.example.com"],
    ["docker-registry", "https://hub.docker.com", "https://hub.docker.com"],
    ["harbor", "http://127.0.0.1:8080", "http://127.0.0.1:8080"],
  ])("%s at %s is %s", (type, url, expected) => {
    expect(registryUrlOf(type, url)).toBe(expected);
  });
});

it("a type that nobody knows any more is a plain registry", () => {
  expect(providerOf("toString")).toEqual({ ...providerOf("docker-registry"), description: "" });
});
