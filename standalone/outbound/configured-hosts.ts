import type { Miniflare } from "miniflare";

/** The configuration key `allowed_hosts` as it is now. */
export async function configuredHosts(miniflare: Miniflare, workerName: string): Promise<string[]> {
  const database = await miniflare.getD1Database("DB", workerName);
  const { results } = await database.prepare("select value from configuration where key = 'allowed_hosts'").all<{ value: string }>();
  const names = (results[0]?.value ?? "").split(",").map((name) => name.trim());
  return names.filter((name) => name !== "");
}
