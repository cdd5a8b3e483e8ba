/** What the builders write into an image's history, as people read it. */
import { describe, expect, it } from "vitest";
import { commandOf, stepsOf } from "../../ui/src/features/artifacts/history.ts";
import type { Descriptor } from "../../ui/src/features/artifacts/manifest.ts";

describe("a command", () => {
  it.each<[string, string | null, string[]]>([
    ['/bin/sh -c #(nop)  CMD ["bash"]', "CMD", ['["bash"]']],
    ["/bin/sh -c #(nop) WORKDIR /srv", "WORKDIR", ["/srv"]],
    ["/bin/sh -c apt-get update", "RUN", ["apt-get update"]],
    ["RUN /bin/sh -c npm ci --omit=dev # buildkit", "RUN", ["npm ci --omit=dev"]],
    ["|2 A=1 B=two words /bin/sh -c make all", "RUN", ["make all"]],
    ["RUN |1 VERSION=1.2.3 /bin/sh -c make all # buildkit", "RUN", ["make all"]],
    [
      "RUN /bin/sh -c set -eux;   apt-get update   && rm -rf /var/lib # buildkit",
      "RUN",
      ["set -eux", "apt-get update", "&& rm -rf /var/lib"],
    ],
    ["RUN /bin/sh -c cat a && \\\n\t\tcat b # buildkit", "RUN", ["cat a", "&& cat b"]],
    ["COPY --chown=node:node . . # buildkit", "COPY", ["--chown=node:node . ."]],
    [`/bin/sh -c #(nop) ADD file:${"0b14f0d3a7f2".padEnd(64, "0")} in / `, "ADD", ["file:0b14f0d3a7f2… in /"]],
    ["EXPOSE map[8080/tcp:{} 9090/tcp:{}]", "EXPOSE", ["8080/tcp 9090/tcp"]],
    ['ENTRYPOINT ["node" "server.js"]', "ENTRYPOINT", ['["node", "server.js"]']],
    [`HEALTHCHECK &{["CMD-SHELL" "curl -f http://localhost/"] "30s" "5s" "0s" "0s" '\\x03'}`, "HEALTHCHECK", ["curl -f http://localhost/"]],
    ["bazel build //app:image", null, ["bazel build //app:image"]],
    ["", null, []],
  ])("%j", (written, instruction, lines) => {
    expect(commandOf({ created_by: written })).toEqual({ instruction, lines });
  });

  it("that is not recorded is what its comment says", () => {
    expect(commandOf({ comment: "jib-maven-plugin" })).toEqual({ instruction: null, lines: ["jib-maven-plugin"] });
  });
});

const layers: Descriptor[] = [10, 20].map((size) => ({
  mediaType: "application/vnd.oci.image.layer.v1.tar",
  digest: `sha256:${size}`,
  size,
}));

describe("steps", () => {
  it("give each layer to the step that made it, and tell how much came before", () => {
    const history = [{ created_by: "ADD a" }, { created_by: "CMD b", empty_layer: true }, { created_by: "COPY c d" }];
    expect(stepsOf(history, layers).map(({ layer, bytesBefore }) => [layer?.size ?? null, bytesBefore])).toEqual([
      [10, 0],
      [null, 10],
      [20, 10],
    ]);
  });

  it.each([[[]], [[{ created_by: "one" }]], [[{ created_by: "one" }, { created_by: "two" }, { created_by: "three" }]]])(
    "of a history that does not fit the layers are the layers alone: %j",
    (history) => {
      expect(stepsOf(history, layers).map(({ layer, lines }) => [layer?.size, lines])).toEqual([
        [10, []],
        [20, []],
      ]);
    },
  );
});
