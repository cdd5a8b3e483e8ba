/**
 * `npm run bench -- [--json FILE] [--case NAME] [--rounds N]`: the registry beside Debian's `docker-registry` and the bare runtime, in alternating
 * rounds of one run on one machine. What counts is the ratio; the figures themselves are this machine's.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cases, type BenchCase, type BenchServers, type Round } from "./cases.ts";
import { startCeiling, startReference, startRoadstead } from "./servers.ts";

export interface CaseResult {
  readonly name: string;
  readonly unit: string;
  /** Medians of the rounds. */
  readonly ours: number;
  readonly reference: number | null;
  readonly ceiling: number | null;
  /** (highest − lowest) / median of our rounds. */
  readonly spread: number;
  readonly rounds: number;
}

const { values } = parseArgs({ options: { json: { type: "string" }, case: { type: "string" }, rounds: { type: "string", default: "7" } } });
const rounds = Number(values.rounds);
const chosen = cases.filter(({ name }) => values.case === undefined || name === values.case);
if (chosen.length === 0 || !(rounds >= 1)) {
  console.error(`--rounds is at least 1, --case one of: ${cases.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "roadstead-bench-"));
const servers: BenchServers = {
  ours: await startRoadstead(folder),
  reference: await startReference(folder),
  ceiling: await startCeiling(folder),
  folder,
};
try {
  const results: CaseResult[] = [];
  for (const one of chosen) {
    results.push(await measure(one));
    console.error(`${one.name}: done`);
  }
  const report = { machine: machine(), versions: versions(), cases: results };
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  console.log(table(results));
} finally {
  for (const server of [servers.ours, servers.reference, servers.ceiling]) await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);

async function measure(one: BenchCase): Promise<CaseResult> {
  const round = await one.prepare(servers);
  // The first round warms up.
  await round();
  const measured: Round[] = [];
  for (let i = 0; i < rounds; i += 1) measured.push(await round());
  const ours = measured.map((found) => found.ours);
  return {
    name: one.name,
    unit: one.unit,
    ours: median(ours),
    reference: medianOrNull(measured.map(({ reference }) => reference)),
    ceiling: medianOrNull(measured.map(({ ceiling }) => ceiling)),
    spread: (Math.max(...ours) - Math.min(...ours)) / median(ours),
    rounds,
  };
}

function medianOrNull(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((number) => number !== null);
  return known.length > 0 ? median(known) : null;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Ratios are written so that above 1 is better. */
function table(results: readonly CaseResult[]): string {
  const rows = results.map((result) => {
    const ratio = (other: number) => (result.unit === "s" || result.unit === "ms" ? other / result.ours : result.ours / other).toFixed(2);
    const figure = (number: number) => (number >= 100 ? Math.round(number).toString() : number.toFixed(number < 1 ? 4 : 1));
    const beside = (other: number | null) => (other === null ? ["", ""] : [figure(other), ratio(other)]);
    const cells = [result.name, result.unit, figure(result.ours), ...beside(result.reference), ...beside(result.ceiling)];
    return `| ${[...cells, `${Math.round(result.spread * 100)} %`].join(" | ")} |`;
  });
  const header = "| case | unit | Roadstead | docker-registry | ratio | runtime alone | of it | spread |";
  return [header, "| --- | --- | --- | --- | --- | --- | --- | --- |", ...rows].join("\n");
}

function machine(): object {
  const [cpu] = cpus();
  return { cpu: cpu?.model ?? "", cores: cpus().length, memoryGiB: Math.round(totalmem() / 1024 ** 3), platform: process.platform };
}

function versions(): Record<string, string> {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8"));
  const said = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: "utf8" }).trim().split("\n")[0] ?? "";
  return {
    roadstead: manifest.version,
    miniflare: manifest.dependencies.miniflare,
    node: process.version,
    "docker-registry": said("docker-registry", "--version"),
    skopeo: said("skopeo", "--version"),
  };
}
