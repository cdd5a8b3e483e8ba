import { hashPassword, verifyPassword } from "../../lib/password-hash.ts";
import { createSerialQueue, QueueFull } from "../../lib/serial-queue.ts";
import { DomainError } from "../errors.ts";

/** A hash takes 32 MiB and all of the processor for some tens of milliseconds: one at a time in this isolate, few waiting. */
const queue = createSerialQueue({ waitingMax: 8, staleMs: 5000 });
/** After a wrong password the processor is others': attempts from everywhere must not slow pulls down. */
const restMs = 600;

/** @throws DomainError TOO_MANY_REQUESTS with Retry-After when too many wait. */
export function hashInTurn(password: string): Promise<string> {
  return inTurn(() => hashPassword(password));
}

/** Whether the password is the stored one's; null is never right and costs the same. @throws DomainError TOO_MANY_REQUESTS */
export function verifyInTurn(password: string, stored: string | null): Promise<boolean> {
  return inTurn(async () => {
    const right = await verifyPassword(password, stored);
    if (!right) queue.rest(restMs);
    return right;
  });
}

export function tooManyRequests(waitMs: number): DomainError {
  return new DomainError("TOO_MANY_REQUESTS", { headers: { "Retry-After": String(Math.ceil(waitMs / 1000)) } });
}

async function inTurn<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await queue.run(task);
  } catch (error) {
    throw error instanceof QueueFull ? tooManyRequests(1000) : error;
  }
}
