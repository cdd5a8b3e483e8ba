/** What JSON or a form gives for a whole number from 0 on; null for everything else, also for what `Number` would take for 0. */
export function wholeNumber(value: unknown): number | null {
  const number = typeof value === "string" && /^\d{1,15}$/.test(value.trim()) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : null;
}
