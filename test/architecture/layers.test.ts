/** The direction of imports, read from the files themselves: lint rules say the same, and a mistake in their patterns shows here. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/** What a site and its bridges say to each other: read by both. */
const protocol = "bridge/src/protocol";

/** What each layer may import beside itself: layers, and packages by their first part. */
const layers: Readonly<Record<string, { readonly layers: readonly string[]; readonly packages: readonly string[] }>> = {
  "worker/lib": { layers: [], packages: ["node:", "@stablelib/sha256", "nanotar", "picomatch"] },
  "worker/store": { layers: ["worker/lib", protocol], packages: ["node:", "drizzle-orm", "cloudflare:sockets", "jose"] },
  "worker/domain": { layers: ["worker/store", "worker/lib", protocol], packages: ["node:", "croner", "jose"] },
  "worker/http": { layers: ["worker/domain", "worker/store", "worker/lib"], packages: ["node:", "hono", "@hono/zod-openapi"] },
  "worker/jobs": { layers: ["worker/domain", "worker/store", "worker/lib"], packages: ["node:"] },
  "durable-objects": { layers: ["worker/domain", "worker/store", "worker/lib", protocol], packages: ["cloudflare:workers"] },
  [protocol]: { layers: [], packages: [] },
  bridge: { layers: [], packages: ["node:", "jose", "ldapts"] },
};

interface Import {
  readonly file: string;
  /** A path from the root, or a package. */
  readonly target: string;
  readonly isPackage: boolean;
}

function importsOf(layer: string): Import[] {
  const files = readdirSync(join(root, layer), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  return files.flatMap((name) => {
    const file = join(layer, name);
    const text = readFileSync(join(root, file), "utf8");
    return [...text.matchAll(/^(?:(?:import|export|\}).*?\bfrom|import) "([^"\n]+)";$/gm)].map(([, specifier = ""]) => {
      const isPackage = !specifier.startsWith(".");
      return { file, isPackage, target: isPackage ? specifier : relative(root, join(root, dirname(file), specifier)) };
    });
  });
}

const isIn = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

describe.each(Object.entries(layers))("%s", (layer, allowed) => {
  const found = importsOf(layer);

  it("is not empty", () => {
    expect(found.length).toBeGreaterThan(0);
  });

  it("imports only layers below it", () => {
    const wrong = found.filter(({ isPackage, target }) => !isPackage && ![layer, ...allowed.layers].some((folder) => isIn(target, folder)));
    expect(wrong).toEqual([]);
  });

  it("imports only packages that belong to it", () => {
    const wrong = found.filter(
      ({ isPackage, target }) =>
        isPackage && !allowed.packages.some((name) => (name.endsWith(":") ? target.startsWith(name) : isIn(target, name))),
    );
    expect(wrong).toEqual([]);
  });
});

it("only the store speaks to bindings, SQL tables and stubs", () => {
  const inner = ["worker/store/schema.ts", "worker/store/bindings.ts"];
  const allowedFiles = ["worker/http/app.ts", "worker/http/site-context.ts"];
  const wrong = ["worker/domain", "worker/http", "worker/jobs"]
    .flatMap(importsOf)
    .filter(({ file, target }) => inner.includes(target) && !allowedFiles.includes(file));
  expect(wrong).toEqual([]);
});

it("a file has at most 400 lines, the SQL schema aside, and half of them at most 100", () => {
  const lengths = [...Object.keys(layers), "standalone", "scripts"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(ts|mjs|js)$/.test(name))
      .map((name) => ({ file: join(folder, name), lines: readFileSync(join(root, folder, name), "utf8").split("\n").length })),
  );
  const tooLong = lengths.filter(({ file, lines }) => lines > 400 && file !== "worker/store/schema.ts");
  expect(tooLong).toEqual([]);
  const sorted = lengths.map(({ lines }) => lines).toSorted((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(100);
});
