import { Buffer } from "node:buffer";
import { type Entry, firstOf } from "./entry.ts";

/** What Active Directory says of it; `objectSid` comes as bytes. */
export const primaryGroupAttributes = ["objectSid", "primaryGroupID"] as const;

/**
 * The SID of an account's primary group as a text, or null outside of Active Directory. The group's `member` does not name those whose primary
 * group it is; their entries have the last part of its SID, and the rest is that of their own ([MS-ADTS] §3.1.1.2.3, [MS-DTYP] §2.4.2.2).
 */
export function primaryGroupSid(entry: Entry): string | null {
  const name = Object.keys(entry).find((key) => key.toLowerCase() === "objectsid");
  const sid = name === undefined ? undefined : [entry[name]].flat()[0];
  const group = firstOf(entry, "primaryGroupID");
  if (!Buffer.isBuffer(sid) || !/^\d{1,10}$/.test(group)) return null;
  const count = sid[1] ?? 0;
  if (sid.length !== 8 + 4 * count || count === 0) return null;
  const parts = Array.from({ length: count - 1 }, (_, index) => sid.readUInt32LE(8 + 4 * index));
  return ["S", sid[0], sid.readUIntBE(2, 6), ...parts, group].join("-");
}
