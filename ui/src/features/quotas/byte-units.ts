/** Sizes as people enter them: a number and a unit. */
export const byteUnits = ["MiB", "GiB", "TiB"] as const;
export type ByteUnit = (typeof byteUnits)[number];

/** The API's bound. */
const limitBytesMax = 2 ** 50;

const bytesOf: Readonly<Record<ByteUnit, number>> = { MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

export function toBytes(amount: number, unit: ByteUnit): number {
  return Math.round(amount * bytesOf[unit]);
}

/** The largest unit in which the size is 1 or more; smaller ones are fractions of a MiB. */
export function fromBytes(bytes: number): { readonly amount: number; readonly unit: ByteUnit } {
  const unit = byteUnits.findLast((one) => bytes >= bytesOf[one]) ?? "MiB";
  return { amount: Number((bytes / bytesOf[unit]).toFixed(3)), unit };
}

/** -1 is no limit. */
export function isLimit(bytes: number): boolean {
  return bytes === -1 || (bytes > 0 && bytes <= limitBytesMax);
}
