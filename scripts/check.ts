/** `npm run check [-- --fix]`: what can be said of the code without running it. Every step runs, so that one run says all. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { faultsOfPortalTexts } from "./portal-texts.ts";

const root = resolve(import.meta.dirname, "..");
const fix = process.argv.includes("--fix");

const steps: readonly (readonly [name: string, run: () => boolean | Promise<boolean>])[] = [
  ["format", () => command("oxfmt", fix ? ["."] : ["--check", "."])],
  ["lint", () => command("oxlint", ["--type-aware", "--deny-warnings", ...(fix ? ["--fix"] : [])])],
  ...projects().map((project) => [`types: ${project}`, () => command("tsc", ["-p", project])] as const),
  ["dead code", () => command("knip", ["--no-progress"])],
  ["layers", () => command("vitest", ["run", "--project", "node", "test/architecture", "--reporter=dot"])],
  ["texts of the portal", async () => areNone(await faultsOfPortalTexts(root))],
  ["paths named in documents", documentedPathsExist],
];

let failures = 0;
for (const [name, run] of steps) {
  // oxlint-disable-next-line no-await-in-loop -- each has the machine to itself, and says its outcome in turn
  const isGood = await run();
  console.log(`${isGood ? "ok    " : "FAILED"} ${name}`);
  if (!isGood) failures += 1;
}
process.exit(failures > 0 ? 1 : 0);

/** The tsconfig of each runtime, as the root one references them. */
function projects(): string[] {
  const { references } = JSON.parse(readFileSync(join(root, "tsconfig.json"), "utf8"));
  return references.map(({ path }: { path: string }) => path.replace(/^\.\//, ""));
}

/** Runs a program of node_modules/.bin; its output is shown only when it fails. */
function command(program: string, args: readonly string[]): boolean {
  const { status, stdout, stderr } = spawnSync(join(root, "node_modules/.bin", program), args, { cwd: root, encoding: "utf8" });
  if (status !== 0) console.log(`${stdout}${stderr}`);
  return status === 0;
}

/** A path in backquotes or the target of a relative link, in any Markdown file of ours, names something that exists. */
function documentedPathsExist(): boolean {
  const folders = "worker|durable-objects|migrations|ui|test|bridge|standalone|scripts|bench|docs";
  const missing = markdownFiles().flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    const quoted = [...text.matchAll(new RegExp(`\`((?:${folders})/[\\w./-]*)\``, "g"))].map(([, path = ""]) => path);
    const linked = [...text.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(([, path = ""]) => join(dirname(file), path));
    return [...quoted, ...linked].filter((path) => !existsSync(join(root, path))).map((path) => `${file}: ${path} is not there`);
  });
  return areNone(missing);
}

/** Prints what is wrong. */
function areNone(faults: readonly string[]): boolean {
  for (const line of faults) console.log(line);
  return faults.length === 0;
}

function markdownFiles(): string[] {
  const inDocs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((name) => join("docs", name));
  return [...readdirSync(root), ...inDocs].filter((name) => name.endsWith(".md"));
}
