/** What is pushed to one site is brought to another one on the same machine. */
import { mkdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type BenchServer, password, startRoadstead } from "./servers.ts";

interface Task {
  readonly status: string;
  readonly start_time: string;
  readonly end_time: string;
}

export interface BenchReplication {
  /** Runs once, and returns how long the copying took, from the first question to the tag; planning and the queue's patience come before it. */
  seconds(): Promise<number>;
}

export async function startReplication(from: BenchServer, folder: string): Promise<BenchReplication> {
  mkdirSync(folder);
  const to = await startRoadstead(folder);
  const credential = { type: "basic", access_key: "admin", access_secret: password };
  const registry = await make(from, "/registries", { name: "elsewhere", type: "harbor", url: to.url, credential });
  const policy = await make(from, "/replication/policies", {
    name: "elsewhere",
    dest_registry: { id: registry },
    filters: [{ type: "name", value: "library/bench" }],
    trigger: { type: "manual" },
    enabled: true,
    override: true,
  });
  return {
    async seconds() {
      const execution = await make(from, "/replication/executions", { policy_id: policy });
      const path = `/replication/executions/${execution}`;
      while ((await get<{ status: string }>(from, path)).status === "InProgress") await sleep(100);
      const [task] = await get<Task[]>(from, `${path}/tasks`);
      if (task?.status !== "Succeed") throw new Error(`the replication ended with ${JSON.stringify(task)}`);
      return (Date.parse(task.end_time) - Date.parse(task.start_time)) / 1000;
    },
  };
}

const headers = { Authorization: `Basic ${Buffer.from(`admin:${password}`).toString("base64")}`, "Content-Type": "application/json" };

async function make(server: BenchServer, path: string, body: object): Promise<number> {
  const answer = await fetch(new URL(`/api/v2.0${path}`, server.url), { method: "POST", headers, body: JSON.stringify(body) });
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return Number(answer.headers.get("Location")?.split("/").at(-1));
}

async function get<T>(server: BenchServer, path: string): Promise<T> {
  const answer = await fetch(new URL(`/api/v2.0${path}`, server.url), { headers });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as T;
}
