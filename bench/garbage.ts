/** A collection of garbage among much that is none. */
import { setTimeout as sleep } from "node:timers/promises";
import { request } from "undici";
import { seedGarbage, seedStored } from "../test/server/support/stored-blobs.ts";
import { password, type RoadsteadServer } from "./servers.ts";

const garbage = 1000;
/** Ids from here on are of what is stored, far from those that clients have brought; garbage of each round comes behind them. */
const storedFrom = 1_000_000;
const garbageFrom = 2_000_000;

/** Brings the site to so many blobs. @returns a round: makes a thousand of garbage, collects them, and says the milliseconds for each. */
export async function collectGarbage(server: RoadsteadServer, stored: number): Promise<() => Promise<number>> {
  const { database, bucket } = server;
  const there = await numberOf(server, `select count(*) as n from blobs where id >= ${storedFrom} and id < ${garbageFrom}`);
  if (there < stored) await seedStored(database, storedFrom + there, stored - there);
  return async () => {
    const from =
      1 + Math.max(garbageFrom, await numberOf(server, "select coalesce(max(seq), 0) as n from sqlite_sequence where name = 'blobs'"));
    await seedGarbage(database, from, garbage, bucket);
    const execution = await collect(server);
    const freed = `select json_extract(counters, '$.deleted_objects') as n from executions where id = ${execution}`;
    if ((await numberOf(server, freed)) !== garbage) throw new Error(`collection ${execution} did not free ${garbage} blobs`);
    return (await numberOf(server, `select ended_at - started_at as n from tasks where execution_id = ${execution}`)) / garbage;
  };
}

async function numberOf({ database }: RoadsteadServer, text: string): Promise<number> {
  return (await database.prepare(text).first<{ n: number | null }>())?.n ?? 0;
}

/** @returns the execution's id, once it has succeeded. */
async function collect(server: RoadsteadServer): Promise<number> {
  const begun = await request(new URL("/api/v2.0/system/gc/schedule", server.url), {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`admin:${password}`).toString("base64")}`, "content-type": "application/json" },
    body: JSON.stringify({ schedule: { type: "Manual" } }),
  });
  const text = await begun.body.text();
  if (begun.statusCode !== 201) throw new Error(`collection: ${begun.statusCode} ${text}`);
  const execution = Number(String(begun.headers.location).split("/").at(-1));
  for (;;) {
    const found = await server.database.prepare(`select status from executions where id = ${execution}`).first<{ status: string }>();
    if (found?.status === "Success") return execution;
    if (found?.status !== "Running") throw new Error(`collection ${execution}: ${found?.status}`);
    await sleep(50);
  }
}
