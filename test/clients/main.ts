/**
 * `npm run test:clients [-- NAME…]`: real clients and the OCI conformance suite against the server that `npm start` runs. Whatever is
 * missing fails; nothing is skipped.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finish, runVitest } from "../../scripts/run-vitest.ts";
import { root, startContainerd, startDocker, startRegistry } from "./support/servers.ts";

const installed = spawnSync(join(root, "scripts/install-test-clients.sh"), { stdio: "inherit" });
if (installed.status !== 0) finish({ passed: 0, failed: 1, skipped: 0 });

const folder = join(tmpdir(), `rs${process.pid}`);
mkdirSync(folder);
const password = "Conformance1";
const registry = await startRegistry(join(folder, "data"), { ROADSTEAD_ADMIN_PASSWORD: password });
const docker = await startDocker(join(folder, "docker"));
const containerd = await startContainerd(join(folder, "containerd"));
const counts = await runVitest(["--config", join(root, "test/clients/vitest.config.ts"), ...process.argv.slice(2)], {
  PATH: `${join(root, ".clients/bin")}:${process.env.PATH}`,
  TEST_FOLDER: folder,
  TEST_REGISTRY: registry.url,
  TEST_PASSWORD: password,
  TEST_DOCKER: docker.host,
  TEST_CONTAINERD: containerd.address,
}).finally(async () => {
  await Promise.all([registry.stop(), docker.stop(), containerd.stop()]);
  rmSync(folder, { recursive: true, force: true });
});
finish(counts);
