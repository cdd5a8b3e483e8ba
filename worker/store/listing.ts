/** Lists with Harbor's paging: a page by offset and the total, in one round trip. */
import { rowsOfEach, type Store } from "./db.ts";
import { type Sql, sql } from "./sql.ts";

export interface Page {
  readonly offset: number;
  readonly count: number;
  /** As asked, first key first; unknown keys are left out. */
  readonly sort: readonly { readonly key: string; readonly descending: boolean }[];
}

export interface Listing<Row> {
  readonly items: readonly Row[];
  readonly total: number;
}

/**
 * @param query.total a stored count, where there is one for exactly these filters; else rows are counted, which reads all that match.
 */
export async function listRows<Row>(
  store: Store,
  query: { columns: Sql; from: Sql; filters: readonly Sql[]; order: Sql; page: Page; total?: Sql },
): Promise<Listing<Row>> {
  const where = allOf(query.filters);
  const [items = [], totals = []] = await rowsOfEach(store, [
    sql`select ${query.columns} from ${query.from} where ${where} order by ${query.order} limit ${query.page.count} offset ${query.page.offset}`,
    query.total ? sql`select ${query.total} as total` : sql`select count(*) as total from ${query.from} where ${where}`,
  ]);
  return { items: items as unknown as Row[], total: Number(totals[0]?.total ?? 0) };
}

/** ORDER BY of the keys that are known, else `fallback`. */
export function inOrder(sort: Page["sort"], columns: Readonly<Record<string, Sql>>, fallback: Sql): Sql {
  const terms = sort.flatMap(({ key, descending }) => {
    const column = Object.hasOwn(columns, key) ? columns[key] : undefined;
    return column ? [descending ? sql`${column} desc` : column] : [];
  });
  return terms.length === 0 ? fallback : terms.reduce((before, term) => sql`${before}, ${term}`);
}

function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`1` : conditions.reduce((before, one) => sql`${before} and ${one}`);
}
