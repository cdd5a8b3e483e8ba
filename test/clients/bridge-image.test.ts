/** bridge/Dockerfile, on a base that holds Node and nothing else, without a network. */
import { copyFileSync, cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { version } from "../../bridge/src/version.ts";
import { root } from "./support/servers.ts";
import { dockerEnvironment, freshFolder, ok } from "./support/site.ts";

it("makes an image of the bridge that runs", async () => {
  const folder = freshFolder("bridge-image");
  const base = join(folder, "base");
  for (const file of ["/bin/busybox", process.execPath, ...(await librariesOf(process.execPath))]) copy(file, base);
  await ok("ln", ["-s", "busybox", join(base, "bin/sh")]);
  mkdirSync(join(base, "usr/bin"), { recursive: true });
  await ok("ln", ["-s", process.execPath, join(base, "usr/bin/node")]);
  mkdirSync(join(base, "tmp"), { recursive: true });
  await ok("tar", ["-C", base, "-cf", `${base}.tar`, "."]);
  await ok("docker", ["import", "--change", "ENV PATH=/usr/bin:/bin", `${base}.tar`, "node-base:1"], dockerEnvironment);

  const context = join(folder, "context");
  cpSync(join(root, "bridge"), context, { recursive: true });
  for (const name of ["jose", "ldapts", "strict-event-emitter-types"]) {
    cpSync(join(root, "node_modules", name), join(context, "node_modules", name), { recursive: true });
  }
  const build = ["build", "--network", "none", "--build-arg", "BASE=node-base:1", "--tag", "bridge:1", context];
  await ok("docker", build, { ...dockerEnvironment, DOCKER_BUILDKIT: "0" });
  expect(await ok("docker", ["run", "--rm", "--network", "none", "bridge:1", "--version"], dockerEnvironment)).toBe(version);
});

async function librariesOf(program: string): Promise<string[]> {
  return [...(await ok("ldd", [program])).matchAll(/(\/\S+) \(/g)].map(([, path = ""]) => path);
}

function copy(file: string, into: string): void {
  mkdirSync(join(into, dirname(file)), { recursive: true });
  copyFileSync(file, join(into, file));
}
