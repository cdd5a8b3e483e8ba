import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Site } from "./replication.ts";

/** Changes the site's database while it does not run, for what its API would refuse. */
export async function behindItsBack(site: Site, work: (database: DatabaseSync) => void): Promise<void> {
  await site.server.kill("SIGTERM");
  const folder = join(
    site.data,
    readdirSync(site.data, { recursive: true })
      .map(String)
      .find((name) => name.endsWith("D1DatabaseObject")) ?? "",
  );
  const file = readdirSync(folder).find((name) => name.endsWith(".sqlite") && name !== "metadata.sqlite") ?? "";
  const database = new DatabaseSync(join(folder, file), { enableForeignKeyConstraints: false });
  work(database);
  database.close();
  await site.restart();
}
