/**
 * `npm run scrub -- --url URL [--user admin]`: has a site compare what it stores with what it knows, and prints what it found as
 * JSON. The password comes from ROADSTEAD_PASSWORD. Exits 1 when anything is unknown, missing or damaged.
 */
import { parseArgs } from "node:util";

interface Page {
  readonly unknown: string[];
  readonly missing: string[];
  readonly damaged: string[];
  readonly checked: number;
  readonly next: string | null;
}

const { values } = parseArgs({ options: { url: { type: "string" }, user: { type: "string", default: "admin" } } });
const password = process.env.ROADSTEAD_PASSWORD;
if (!values.url || !password) {
  console.error("Usage: ROADSTEAD_PASSWORD=… npm run scrub -- --url URL [--user admin]");
  process.exit(2);
}

const found = await scrub(new URL(values.url), values.user, password);
console.log(JSON.stringify(found, null, 2));
process.exit(found.unknown.length + found.missing.length + found.damaged.length > 0 ? 1 : 0);

async function scrub(site: URL, user: string, secret: string) {
  const all = { unknown: [] as string[], missing: [] as string[], damaged: [] as string[], checked: 0 };
  const headers = { Authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString("base64")}` };
  for (let cursor: string | null = ""; cursor !== null;) {
    const url = new URL("/api/v2.0/system/scrub", site);
    if (cursor) url.searchParams.set("cursor", cursor);
    const answer = await fetch(url, { method: "POST", headers });
    if (!answer.ok) throw new Error(`${url.pathname}: ${answer.status} ${await answer.text()}`);
    const page = (await answer.json()) as Page;
    for (const kind of ["unknown", "missing", "damaged"] as const) all[kind].push(...page[kind]);
    all.checked += page.checked;
    cursor = page.next;
  }
  return all;
}
