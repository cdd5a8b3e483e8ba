/** What is pasted to push something small to a project: nothing is needed but the client itself, and for ctr a public image. */
import { type Host, quoted } from "../../components/clients.ts";

export const pushClients = ["docker", "podman", "nerdctl", "ctr", "helm", "oras"] as const;
export type PushClient = (typeof pushClients)[number];

type StepName = "signIn" | "build" | "fetch" | "package" | "write" | "tag" | "push";

interface Step {
  readonly name: StepName;
  readonly command: string;
}

interface Destination {
  readonly host: Host;
  readonly project: string;
  /** Null: somebody who is not signed in. */
  readonly user: string | null;
}

const fromScratch = [
  "mkdir -p hello",
  `echo 'Hello from Roadstead' > hello/greeting.txt`,
  `printf 'FROM scratch\\nCOPY greeting.txt /\\nCMD ["/greeting.txt"]\\n' > hello/Dockerfile`,
];
const publicImage = "docker.io/library/hello-world:latest";

export function pushSteps(client: PushClient, { host, project, user }: Destination): readonly Step[] {
  const target = `${host.name}/${project}/hello:1.0`;
  const asUser = user === null ? "" : ` --username ${quoted(user)}`;
  const plain = host.isPlain ? " --plain-http" : "";
  switch (client) {
    case "ctr": {
      // ctr keeps no log-in, cannot build, and pushes of an index only what was fetched of it.
      const asUserOfCtr = user === null ? "" : ` --user ${quoted(user)}`;
      return [
        { name: "fetch", command: `ctr images pull --platform linux/amd64 ${publicImage}` },
        { name: "tag", command: `ctr images tag ${publicImage} ${target}` },
        { name: "push", command: `ctr images push --platform linux/amd64${plain}${asUserOfCtr} ${target}` },
      ];
    }
    case "helm":
      return [
        { name: "signIn", command: `helm registry login ${host.name}${asUser}${plain}` },
        { name: "package", command: "helm create hello-chart\nhelm package hello-chart --version 0.1.0" },
        { name: "push", command: `helm push hello-chart-0.1.0.tgz oci://${host.name}/${project}${plain}` },
      ];
    case "oras":
      return [
        { name: "signIn", command: `oras login ${host.name}${asUser}${plain}` },
        { name: "write", command: "echo 'Hello from Roadstead' > greeting.txt" },
        { name: "push", command: `oras push${plain} ${host.name}/${project}/hello-file:1.0 greeting.txt:text/plain` },
      ];
    default: {
      const local = client === "podman" ? "localhost/hello:1.0" : "hello:1.0";
      const program = client === "nerdctl" && host.isPlain ? "nerdctl --insecure-registry" : client;
      const untrusted = client === "podman" && host.isPlain ? " --tls-verify=false" : "";
      return [
        { name: "signIn", command: `${program} login${untrusted}${asUser} ${host.name}` },
        { name: "build", command: [...fromScratch, `${client} build --tag ${local} hello`].join("\n") },
        { name: "tag", command: `${client} tag ${local} ${target}` },
        { name: "push", command: `${program} push${untrusted} ${target}` },
      ];
    }
  }
}

/** As one command: of several lines that are pasted, those behind a log-in would be read as the password. */
export function allOf(steps: readonly Step[]): string {
  return steps.flatMap(({ command }) => command.split("\n")).join(" &&\n");
}

/** Docker speaks plain HTTP by itself to the machine it runs on alone. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host);
}
