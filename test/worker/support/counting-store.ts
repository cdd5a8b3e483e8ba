import { openStore, type Store } from "../../../worker/store/db.ts";
import { bindings } from "./site.ts";

/** The site's store, and how many rows D1 has read for its SELECTs so far. */
export function countingStore(): { store: Store; rowsRead: () => number } {
  let read = 0;
  const DB = {
    prepare: (text: string) => ({
      bind: (...params: unknown[]) => ({
        async all() {
          const answer = await bindings.DB.prepare(text)
            .bind(...params)
            .all();
          read += answer.meta.rows_read;
          return answer;
        },
      }),
    }),
  };
  return { store: openStore({ ...bindings, DB } as unknown as typeof bindings), rowsRead: () => read };
}
