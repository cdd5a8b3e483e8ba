import { request } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import type { Label } from "../../api/types.ts";
import type { LabelHome } from "./queries.ts";

export type LabelValues = Pick<Label, "name" | "color" | "description">;

export async function createLabel(home: LabelHome, values: LabelValues): Promise<void> {
  await request("POST", "/labels", { body: { ...values, ...home } });
  await refresh();
}

export async function updateLabel({ id }: Label, values: LabelValues): Promise<void> {
  await request("PUT", `/labels/${id}`, { body: values });
  await refresh();
}

export async function deleteLabel({ id }: Label): Promise<void> {
  await request("DELETE", `/labels/${id}`);
  await refresh();
}

/** Artifacts show their labels. */
async function refresh(): Promise<void> {
  await queryClient.invalidateQueries({ predicate: ({ queryKey: [area] }) => area === "labels" || area === "projects" });
}
