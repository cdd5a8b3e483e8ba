/** Every client logs in, pushes and pulls, and what comes back is what went in. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import {
  asAdmin,
  containerdAddress,
  createProject,
  digestOf,
  dockerEnvironment,
  freshFolder,
  host,
  makeRootfs,
  ok,
  password,
} from "./support/site.ts";

const folder = freshFolder("images");
/** The source of the other clients' images: an OCI layout. */
const layout = join(folder, "layout");
let tar = "";

beforeAll(async () => {
  await createProject("clients", false);
  tar = await makeRootfs(join(folder, "rootfs"), 30);
  await ok("docker", ["import", tar, "source:1"], dockerEnvironment);
  await ok("docker", ["save", "-o", join(folder, "source.tar"), "source:1"], dockerEnvironment);
  await ok("skopeo", ["copy", "--format", "oci", `docker-archive:${join(folder, "source.tar")}`, `oci:${layout}:1`]);
});

/** Podman and its kin keep their storage where they are told. */
function containersArgs(name: string): string[] {
  const root = join(folder, name);
  return ["--root", join(root, "root"), "--runroot", join(root, "run"), "--storage-driver", "vfs"];
}

it("docker: login, push and pull as the README has it", async () => {
  const environment = { ...dockerEnvironment, DOCKER_CONFIG: join(folder, "docker-config") };
  const image = `${host}/library/app:1`;
  await ok("docker", ["login", host, "--username", "admin", "--password-stdin"], environment, password);
  await ok("docker", ["tag", "source:1", image], environment);
  const pushed = await ok("docker", ["push", image], environment);
  const digest = /digest: (sha256:[0-9a-f]{64})/.exec(pushed)?.[1];
  expect(digest).toBe(await digestOf("library/app", "1"));
  const id = await ok("docker", ["image", "inspect", "--format", "{{.Id}}", image], environment);
  await ok("docker", ["rmi", image, "source:1"], environment);
  const pulled = await ok("docker", ["pull", image], environment);
  expect(pulled).toContain(`Digest: ${digest}`);
  expect(await ok("docker", ["image", "inspect", "--format", "{{.Id}}", image], environment)).toBe(id);
});

it("skopeo", async () => {
  const auth = join(folder, "skopeo-auth.json");
  await ok("skopeo", ["login", "--authfile", auth, "--tls-verify=false", "--username", "admin", "--password-stdin", host], {}, password);
  const image = `docker://${host}/clients/skopeo:1`;
  await ok("skopeo", [
    "copy",
    "--authfile",
    auth,
    "--dest-tls-verify=false",
    "--digestfile",
    join(folder, "skopeo.digest"),
    `oci:${layout}:1`,
    image,
  ]);
  expect(readFileSync(join(folder, "skopeo.digest"), "utf8").trim()).toBe(await digestOf("clients/skopeo", "1"));
  await ok("skopeo", ["copy", "--authfile", auth, "--src-tls-verify=false", image, `oci:${join(folder, "skopeo-back")}:1`]);
  expect(indexOf(join(folder, "skopeo-back"))).toBe(await digestOf("clients/skopeo", "1"));
  expect(await ok("skopeo", ["list-tags", "--authfile", auth, "--tls-verify=false", `docker://${host}/clients/skopeo`])).toContain('"1"');
});

it("podman", async () => {
  const auth = join(folder, "podman-auth.json");
  const podman = (...args: string[]) => ok("podman", [...containersArgs("podman"), ...args], { REGISTRY_AUTH_FILE: auth });
  const image = `${host}/clients/podman:1`;
  await ok(
    "podman",
    [...containersArgs("podman"), "login", "--authfile", auth, "--tls-verify=false", "-u", "admin", "--password-stdin", host],
    {},
    password,
  );
  await podman("pull", `oci:${layout}:1`);
  const id = (await podman("images", "--quiet", "--no-trunc")).split("\n")[0] ?? "";
  await podman("push", "--tls-verify=false", "--digestfile", join(folder, "podman.digest"), id, `docker://${image}`);
  expect(readFileSync(join(folder, "podman.digest"), "utf8").trim()).toBe(await digestOf("clients/podman", "1"));
  await podman("rmi", "--all", "--force");
  await podman("pull", "--tls-verify=false", image);
  expect(await podman("images", "--quiet", "--no-trunc")).toContain(id);
});

it("buildah", async () => {
  const auth = join(folder, "buildah-auth.json");
  const buildah = (...args: string[]) => ok("buildah", [...containersArgs("buildah"), ...args], { REGISTRY_AUTH_FILE: auth });
  const image = `${host}/clients/buildah:1`;
  await ok(
    "buildah",
    [...containersArgs("buildah"), "login", "--authfile", auth, "--tls-verify=false", "-u", "admin", "--password-stdin", host],
    {},
    password,
  );
  const container = await buildah("from", `oci:${layout}:1`);
  writeFileSync(join(folder, "added"), "added by buildah\n");
  await buildah("copy", container, join(folder, "added"), "/added");
  await buildah("commit", container, "built:1");
  await buildah("push", "--tls-verify=false", "--digestfile", join(folder, "buildah.digest"), "built:1", `docker://${image}`);
  expect(readFileSync(join(folder, "buildah.digest"), "utf8").trim()).toBe(await digestOf("clients/buildah", "1"));
  await buildah("rmi", "--all", "--force");
  await buildah("pull", "--tls-verify=false", image);
  expect(await buildah("images", "--quiet")).not.toBe("");
});

it("containerd's ctr", async () => {
  const ctr = (...args: string[]) => ok("ctr", ["--address", containerdAddress, ...args]);
  const image = `${host}/clients/ctr:1`;
  await ok("tar", ["-C", layout, "-cf", join(folder, "layout.tar"), "."]);
  await ctr("images", "import", "--snapshotter", "native", "--index-name", image, "--no-unpack", join(folder, "layout.tar"));
  const listed = await ctr("images", "list");
  const digest = new RegExp(`${image.replaceAll(".", "\\.")}\\s+\\S+\\s+(sha256:[0-9a-f]{64})`).exec(listed)?.[1];
  await ctr("images", "push", "--plain-http", "--user", `admin:${password}`, image);
  expect(await digestOf("clients/ctr", "1")).toBe(digest);
  await ctr("images", "remove", "--sync", image);
  await ctr("images", "pull", "--plain-http", "--snapshotter", "native", "--user", `admin:${password}`, image);
  expect(await ctr("images", "list")).toContain(digest ?? "none");
});

it("crane", async () => {
  const environment = { DOCKER_CONFIG: join(folder, "crane-config") };
  mkdirSync(environment.DOCKER_CONFIG, { recursive: true });
  const image = `${host}/clients/crane:1`;
  await ok("crane", ["auth", "login", "--insecure", host, "-u", "admin", "--password-stdin"], environment, password);
  await ok("crane", ["push", layout, image, "--insecure"], environment);
  expect(await ok("crane", ["digest", image, "--insecure"], environment)).toBe(await digestOf("clients/crane", "1"));
  await ok("crane", ["pull", "--format=oci", image, join(folder, "crane-back"), "--insecure"], environment);
  expect(readFileSync(join(folder, "crane-back/index.json"), "utf8")).toContain(await digestOf("clients/crane", "1"));
  expect(await ok("crane", ["copy", image, `${host}/clients/crane-copy:1`, "--insecure"], environment)).toBe("");
  expect(await digestOf("clients/crane-copy", "1")).toBe(await digestOf("clients/crane", "1"));
  expect((await ok("crane", ["catalog", host, "--insecure"], environment)).split("\n")).toContain("clients/crane");
});

it("oras: a file, an artifact that refers to it, and both copied back", async () => {
  const config = join(folder, "oras-config.json");
  const oras = (...args: string[]) => ok("oras", [...args, "--plain-http", "--registry-config", config]);
  const image = `${host}/clients/oras:1`;
  await ok("oras", ["login", host, "-u", "admin", "--password-stdin", "--plain-http", "--registry-config", config], {}, password);
  const work = join(folder, "oras");
  mkdirSync(work, { recursive: true });
  writeFileSync(join(work, "hello.txt"), "hello\n");
  await oras("push", image, "--disable-path-validation", "--artifact-type", "application/x.test", `${join(work, "hello.txt")}:text/plain`);
  await oras(
    "attach",
    image,
    "--disable-path-validation",
    "--artifact-type",
    "application/x.sbom",
    `${join(work, "hello.txt")}:text/plain`,
  );
  const referrers = JSON.parse(await oras("discover", image, "--format", "json"));
  expect(referrers.referrers.map((entry: { artifactType: string }) => entry.artifactType)).toEqual(["application/x.sbom"]);
  await oras(
    "copy",
    "--from-plain-http",
    "--from-registry-config",
    config,
    "-r",
    image,
    "--to-oci-layout",
    `${join(folder, "oras-back")}:1`,
  ).catch(async () =>
    ok("oras", [
      "copy",
      "-r",
      "--from-plain-http",
      "--from-registry-config",
      config,
      image,
      "--to-oci-layout",
      `${join(folder, "oras-back")}:1`,
    ]),
  );
  expect(readFileSync(join(folder, "oras-back/index.json"), "utf8")).toContain(await digestOf("clients/oras", "1"));
});

it("helm: a chart pushed and pulled", async () => {
  const environment = {
    HELM_REGISTRY_CONFIG: join(folder, "helm.json"),
    HELM_CACHE_HOME: join(folder, "helm-cache"),
    HELM_CONFIG_HOME: join(folder, "helm"),
  };
  const helm = (args: string[], input = "") => ok("helm", args, environment, input);
  await helm(["registry", "login", host, "-u", "admin", "--password-stdin", "--plain-http"], password);
  await helm(["create", join(folder, "boat")]);
  await helm(["package", join(folder, "boat"), "-d", folder]);
  await helm(["push", join(folder, "boat-0.1.0.tgz"), `oci://${host}/clients`, "--plain-http"]);
  const back = join(folder, "helm-back");
  mkdirSync(back);
  await helm(["pull", `oci://${host}/clients/boat`, "--version", "0.1.0", "-d", back, "--plain-http"]);
  expect(existsSync(join(back, "boat-0.1.0.tgz"))).toBe(true);
  expect(readFileSync(join(back, "boat-0.1.0.tgz")).equals(readFileSync(join(folder, "boat-0.1.0.tgz")))).toBe(true);
  const values = await asAdmin("/api/v2.0/projects/clients/repositories/boat/artifacts/0.1.0/additions/values.yaml");
  expect(await values.text()).toBe(readFileSync(join(folder, "boat/values.yaml"), "utf8"));
});

function indexOf(path: string): string {
  return JSON.parse(readFileSync(join(path, "index.json"), "utf8")).manifests[0].digest;
}
