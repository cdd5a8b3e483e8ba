import { join } from "node:path";
import { Miniflare } from "miniflare";
import { migrate } from "./migrate.ts";
import { instanceOptions } from "./runtime.ts";
import { readWranglerConfig } from "./wrangler-config.ts";

/**
 * Brings the database up to date before the Worker, and with it the socket that clients see, is there at all.
 *
 * @returns whether the administrator exists. The Worker must be told the first password when it starts, so this is asked before.
 */
export async function prepareDatabase(root: string, data: string): Promise<{ readonly hasAdministrator: boolean }> {
  const config = readWranglerConfig(root);
  const [database] = config.d1_databases;
  if (!database) throw new Error("wrangler.toml names no D1 database");
  const miniflare = new Miniflare({
    ...instanceOptions(data),
    workers: [
      {
        config: {
          name: "prepare-database",
          compatibilityDate: config.compatibility_date,
          manifest: { mainModule: "none.js", modulesRoot: root, modules: { "none.js": { type: "esm", contents: "export default {}" } } },
          env: { DB: { type: "d1", id: database.database_name } },
        },
      },
    ],
  });
  try {
    const db = await miniflare.getD1Database("DB");
    await migrate(db, join(root, database.migrations_dir));
    return { hasAdministrator: (await db.prepare("select 1 from users limit 1").first()) !== null };
  } finally {
    await miniflare.dispose();
  }
}
