/** The direction of imports, read from the files themselves: lint rules say the same, and a mistake in their patterns shows here. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/** What a site and its bridges say to each other: read by both. */
const protocol = "bridge/src/protocol";

/** The shapes of the wire: of the Worker, all that the portal knows. */
const schemas = "worker/http/api/schemas";

const portal = (...names: string[]) => names.map((name) => `ui/src/${name}`);

/** What each layer may import beside itself: layers, and packages by their first part. */
const layers: Readonly<Record<string, { readonly layers: readonly string[]; readonly packages: readonly string[] }>> = {
  "worker/lib": { layers: [], packages: ["node:", "@stablelib/sha256", "nanotar", "picomatch", "re2js"] },
  "worker/store": { layers: ["worker/lib", protocol], packages: ["node:", "drizzle-orm", "cloudflare:sockets", "jose"] },
  "worker/domain": { layers: ["worker/store", "worker/lib", protocol], packages: ["node:", "croner", "jose"] },
  "worker/http": { layers: ["worker/domain", "worker/store", "worker/lib"], packages: ["node:", "hono", "@hono/zod-openapi"] },
  "worker/jobs": { layers: ["worker/domain", "worker/store", "worker/lib"], packages: ["node:"] },
  "durable-objects": { layers: ["worker/domain", "worker/store", "worker/lib", protocol], packages: ["cloudflare:workers"] },
  [protocol]: { layers: [], packages: [] },
  bridge: { layers: [], packages: ["node:", "jose", "ldapts"] },
  "ui/src/routes": { layers: portal("features", "components", "api"), packages: ["@tanstack"] },
  "ui/src/features": {
    layers: portal("components", "api", "i18n", "theme"),
    packages: [
      "react",
      "@mantine",
      "@tabler/icons-react",
      "@tanstack",
      "clsx",
      "croner",
      "cronstrue",
      "dayjs",
      "mantine-datatable",
      "recharts",
    ],
  },
  "ui/src/components": {
    layers: portal("api", "i18n", "theme"),
    packages: [
      "react",
      "@mantine",
      "@tabler/icons-react",
      "@tanstack",
      "clsx",
      "croner",
      "cronstrue",
      "dayjs",
      "mantine-datatable",
      "react-markdown",
      "remark-gfm",
    ],
  },
  "ui/src/api": { layers: [schemas], packages: ["@tanstack/react-query", "@hono/zod-openapi"] },
  "ui/src/i18n": { layers: [], packages: ["react"] },
  "ui/src/theme": { layers: [], packages: ["@mantine/core"] },
};

interface Import {
  readonly file: string;
  /** A path from the root, or a package. */
  readonly target: string;
  readonly isPackage: boolean;
  /** Gone when the program runs. */
  readonly isType: boolean;
}

function importsOf(layer: string): Import[] {
  const files = readdirSync(join(root, layer), { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));
  return files.flatMap((name) => {
    const file = join(layer, name);
    const text = readFileSync(join(root, file), "utf8");
    return [...text.matchAll(/^(import|export)( type)?\b(?:[^;"]*?\bfrom)? "([^"\n]+)";$|\b(import)\(\s*"([^"\n]+)"\s*\)/gm)].map(
      ([, , type, named = "", , loaded = ""]) => {
        const specifier = named || loaded;
        const isPackage = !specifier.startsWith(".");
        const target = isPackage ? specifier : relative(root, join(root, dirname(file), specifier));
        return { file, isPackage, target, isType: type !== undefined };
      },
    );
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

it("the portal has of the Worker, and of its packages, types alone", () => {
  const found = importsOf("ui/src").filter(({ target }) => isIn(target, "worker") || isIn(target, "@hono/zod-openapi"));
  expect(found.filter(({ target }) => isIn(target, schemas)).length).toBeGreaterThan(0);
  expect(found.filter(({ isType }) => !isType)).toEqual([]);
});

it("a file has at most 400 lines, the SQL schema aside, and half of them at most 100", () => {
  const lengths = [...Object.keys(layers), "standalone", "scripts"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(tsx?|mjs|js)$/.test(name))
      .map((name) => ({ file: join(folder, name), lines: readFileSync(join(root, folder, name), "utf8").split("\n").length })),
  );
  const tooLong = lengths.filter(({ file, lines }) => lines > 400 && file !== "worker/store/schema.ts");
  expect(tooLong).toEqual([]);
  const sorted = lengths.map(({ lines }) => lines).toSorted((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(100);
});
