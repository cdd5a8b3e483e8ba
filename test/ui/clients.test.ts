import { expect, it } from "vitest";
import { kindOf, pullClients, pullCommand } from "../../ui/src/components/clients.ts";
import { allOf, pushClients, pushSteps } from "../../ui/src/features/repositories/push-steps.ts";

const reference = "registry.example.org/team/app:1.0";
const digest = `registry.example.org/team/app@sha256:${"a".repeat(64)}`;
const overTls = { isPlain: false, user: null };
const bare = { isPlain: true, user: null };

it.each([
  ["docker", reference, overTls, `docker pull ${reference}`],
  ["docker", digest, bare, `docker pull ${digest}`],
  ["podman", reference, overTls, `podman pull ${reference}`],
  ["podman", reference, bare, `podman pull --tls-verify=false ${reference}`],
  ["nerdctl", reference, bare, `nerdctl --insecure-registry pull ${reference}`],
  ["ctr", reference, { isPlain: false, user: "ada" }, `ctr images pull --user ada ${reference}`],
  ["ctr", reference, { isPlain: true, user: "robot$team+ci" }, `ctr images pull --plain-http --user 'robot$team+ci' ${reference}`],
  ["oras", reference, bare, `oras pull --plain-http ${reference}`],
  ["helm", reference, overTls, "helm pull oci://registry.example.org/team/app --version 1.0"],
  // No tag may hold the plus of a version.
  ["helm", "127.0.0.1:8080/team/app:1.0_build.2", bare, "helm pull --plain-http oci://127.0.0.1:8080/team/app --version 1.0+build.2"],
  ["helm", digest, overTls, `helm pull oci://${digest}`],
] as const)("%s pulls %s", (client, what, how, command) => {
  expect(pullCommand(client, what, how)).toBe(command);
});

it("charts are pulled by helm, images by what runs them, all else by oras", () => {
  const first = (type: string) => pullClients[kindOf(type)][0];
  expect(["IMAGE", "CHART", "SBOM", "UNKNOWN"].map(first)).toEqual(["docker", "helm", "oras", "oras"]);
});

const site = { host: { name: "registry.example.org", isPlain: false }, project: "harbour", user: "ada" };

it.each(pushClients)("what is pasted for %s goes to this project at this site, as this person", (client) => {
  const commands = pushSteps(client, site).map(({ command }) => command);
  expect(commands.at(-1)).toContain("registry.example.org/harbour");
  expect(commands.join("\n")).toMatch(/--user(name)? ada\b/);
  expect(commands.join("\n")).not.toMatch(/plain-http|insecure|tls-verify/);
});

it.each(pushClients.filter((client) => client !== "docker"))("%s is told that there is no TLS", (client) => {
  const last = pushSteps(client, { ...site, host: { name: "127.0.0.1:8080", isPlain: true } }).at(-1);
  expect(last?.command).toMatch(/plain-http|insecure-registry|tls-verify=false/);
});

it("no line that is pasted is left for a log-in to read as the password", () => {
  for (const client of pushClients) {
    const lines = allOf(pushSteps(client, site)).split("\n");
    expect(lines.slice(0, -1).every((line) => line.endsWith(" &&"))).toBe(true);
    expect(lines.length).toBeGreaterThan(2);
  }
});
