import type { QueryClient } from "@tanstack/react-query";
import { ApiError } from "../api/errors.ts";

const statesMeanwhile = [404, 409, 412];

/** What a change is refused for is the state of things, which somebody else has changed: all that the page shows is asked for again. */
export function renewAfter(failure: unknown, client: QueryClient): void {
  if (failure instanceof ApiError && statesMeanwhile.includes(failure.status)) void client.invalidateQueries();
}
