/** When a coordinator may delete an object that it handed out a key for. Pure; the alarm acts on it. */

import type { Finish } from "../../store/coordinator/upload-types.ts";

/**
 * True when no batch can ever put the key into `blobs`: every finish begun on the object reported that it sent none, that D1 refused
 * it by name, or that `blobs` holds another key. Otherwise the object waits for its session's expiry, after which D1's own clock
 * refuses every finish, and D1 is asked.
 */
export function mayDeleteEarly(key: string, finishes: readonly Finish[]): boolean {
  return finishes.every((finish) => finish.key !== key || (finish.outcome !== null && finish.outcome !== "committed"));
}
