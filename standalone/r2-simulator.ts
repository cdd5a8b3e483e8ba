/**
 * Miniflare's R2 with other streams (`workerd/r2-streams.js` says why). Its code comes as one text; each of the places that are replaced
 * must be there exactly once, so that another version of Miniflare fails at the start and not in somebody's layer.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const header = `import { Buffer } from "node:buffer";\nimport { digest as digestOf, joined } from "roadstead-r2-streams.js";\n`;

const replacements: readonly (readonly [string, string])[] = [
  [
    "let digesting = new DigestingStream(algorithms), blobId = await this.blob.put(value.pipeThrough(digesting)), digests",
    "let digesting = digestOf(value, valueSize, algorithms), blobId = await this.blob.put(digesting.readable), digests",
  ],
  [
    'let digesting = new DigestingStream(["MD5"]), blobId = await this.blob.put(value.pipeThrough(digesting)), md5Digest',
    'let digesting = digestOf(value, valueSize, ["MD5"]), blobId = await this.blob.put(digesting.readable), md5Digest',
  ],
  [
    "let identity2 = new TransformStream();\n    return (async () => {\n      let i = 0;",
    "return joined(requiredParts, (id, range) => this.blob.get(id, range), (id) => this.#releaseBlob(id));\n    let identity2;\n    return (async () => {\n      let i = 0;",
  ],
  [
    "this.body.pipeTo(identity2.writable))",
    'typeof this.body === "function" ? this.body(identity2.writable) : this.body.pipeTo(identity2.writable))',
  ],
];

interface SimulatorModule {
  readonly name?: string;
  readonly esModule?: string;
}

/** The modules of Miniflare's R2 worker with the replacements made. @throws Error when a place is not there. */
export function withPacedStreams(modules: readonly SimulatorModule[]): SimulatorModule[] {
  const [main] = modules;
  if (modules.length !== 1 || main?.esModule === undefined) throw new Error("Miniflare's R2 is not the one worker that was expected");
  let text = main.esModule;
  for (const [from, to] of replacements) {
    if (text.split(from).length !== 2) throw new Error(`Miniflare's R2 has not exactly one: ${from}`);
    text = text.replace(from, () => to);
  }
  const streams = readFileSync(join(import.meta.dirname, "workerd/r2-streams.js"), "utf8");
  return [
    { ...main, esModule: header + text },
    { name: "roadstead-r2-streams.js", esModule: `import { Buffer } from "node:buffer";\n${streams}` },
  ];
}
