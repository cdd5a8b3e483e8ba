import { countRows, databaseBytes } from "../../store/database-size.ts";
import { authorizeSystem } from "../access/authorize-system.ts";
import type { Context } from "../context.ts";

/** D1's limit for one database. */
export const databaseBytesMax = 10_000_000_000;

/** @throws DomainError UNAUTHORIZED, FORBIDDEN */
export async function measureDatabase(ctx: Context): Promise<{ sizeBytes: number | null; rows: Readonly<Record<string, number>> }> {
  await authorizeSystem(ctx, "system-volumes", "read");
  const [sizeBytes, rows] = await Promise.all([databaseBytes(ctx.store), countRows(ctx.store)]);
  return { sizeBytes, rows };
}
