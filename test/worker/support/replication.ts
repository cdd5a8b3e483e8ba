/** Replication by the API: policies towards registries that answer, and runs in any state. */
import { expect } from "vitest";
import { api, get, type Shown } from "./harbor.ts";
import { registryElsewhere } from "./registry-elsewhere.ts";
import { admin, call, callJson, fresh } from "./site.ts";

export const path = "/replication/policies";
export const runs = "/replication/executions";
export const idOf = (answer: Response) => Number(answer.headers.get("Location")?.split("/").at(-1));

/** While they are paused no task of a run is worked on. */
export async function pauseReplication(): Promise<void> {
  await callJson(admin, "PUT", `${api}/jobservice/queues/REPLICATION`, { action: "pause" });
}

/** Those that wait will not be worked on. */
export async function resumeReplication(): Promise<void> {
  await callJson(admin, "PUT", `${api}/jobservice/queues/REPLICATION`, { action: "stop" });
  await callJson(admin, "PUT", `${api}/jobservice/queues/REPLICATION`, { action: "resume" });
}

export async function createRegistry(): Promise<number> {
  const body = { name: fresh("registry"), type: "docker-registry", url: registryElsewhere().url };
  const answer = await callJson(admin, "POST", `${api}/registries`, body);
  expect(answer.status, await answer.clone().text()).toBe(201);
  return idOf(answer);
}

export async function createPolicy(more: object = {}): Promise<{ id: number; name: string; registry: number }> {
  const registry = await createRegistry();
  const name = fresh("policy");
  const answer = await callJson(admin, "POST", `${api}${path}`, { name, dest_registry: { id: registry }, ...more });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return { id: idOf(answer), name, registry };
}

export async function told(answer: Response): Promise<{ status: number; message: string }> {
  const text = await answer.text();
  const [error] = text === "" ? [] : (JSON.parse(text) as { errors: { message: string }[] }).errors;
  return { status: answer.status, message: error?.message ?? "" };
}

export const put = async (id: number, body: object) => told(await callJson(admin, "PUT", `${api}${path}/${id}`, body));
export const remove = async (id: number) => told(await call(admin, "DELETE", `${api}${path}/${id}`));
export const shownOf = async (id: number) => (await get<Shown>(admin, `${path}/${id}`)).body;
export const start = async (body: object) => callJson(admin, "POST", `${api}${runs}`, body);
export const stop = async (id: number) => told(await call(admin, "PUT", `${api}${runs}/${id}`));
export const runOf = async (id: number) => (await get<Shown>(admin, `${runs}/${id}`)).body;

export async function started(policy: number, more: object = {}): Promise<number> {
  const answer = await start({ policy_id: policy, ...more });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return idOf(answer);
}
