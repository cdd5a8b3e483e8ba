import type { QueryClient } from "@tanstack/react-query";
import { request } from "../../api/client.ts";
import type { ReplicationPolicy } from "../../api/types.ts";

/** @param body as the API takes it. Returns the id. */
export async function savePolicy(client: QueryClient, id: number | null, body: ReplicationPolicy): Promise<number> {
  const { createdId } = await (id === null
    ? request("POST", "/replication/policies", { body })
    : request("PUT", `/replication/policies/${id}`, { body }));
  await refresh(client);
  return id ?? createdId ?? 0;
}

export async function deletePolicy(client: QueryClient, id: number) {
  await request("DELETE", `/replication/policies/${id}`);
  await refresh(client);
}

/** Returns the id of the execution. */
export async function startRun(client: QueryClient, policyId: number, isDryRun: boolean): Promise<number> {
  const { createdId } = await request("POST", "/replication/executions", { body: { policy_id: policyId, dry_run: isDryRun } });
  await refresh(client);
  return createdId ?? 0;
}

export async function stopRun(client: QueryClient, id: number) {
  await request("PUT", `/replication/executions/${id}`);
  await refresh(client);
}

async function refresh(client: QueryClient) {
  await client.invalidateQueries({ queryKey: ["replication"] });
}
