/** How long failed log-ins keep the next attempt waiting. Pure: the guard counts, this decides. */

const accountFree = 5;
/** One address may have many people behind it. */
const addressFree = 30;
const delayMsMax = 15 * 60_000;

/** After so many failures a key is forgotten when nothing more fails. */
export const failuresKeptMs = 30 * 60_000;

export function accountDelayMs(failures: number): number {
  return delay(failures - accountFree);
}

export function addressDelayMs(failures: number): number {
  return delay(failures - addressFree);
}

/** 1 s, then twice as long each time. */
function delay(over: number): number {
  return over < 0 ? 0 : Math.min(delayMsMax, 1000 * 2 ** Math.min(over, 20));
}
