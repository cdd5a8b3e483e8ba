/**
 * A DN as it is compared: no spaces around separators, lower case, one way of escaping (RFC 4514 §2.4, §4). Attribute types are left as
 * they are written, since no directory answers with two names for one.
 */
export function comparableDn(dn: string): string {
  return splitDn(dn).map(comparableRdn).join(",");
}

/** Of several values, in whatever order (RFC 4514 §2.2). A plus that was escaped is a part of a value: the two are not one name. */
function comparableRdn(rdn: string): string {
  const parts = rdn.match(/(?:\\.|[^+\\]|\\$|\+(?!\s*[\w.-]+\s*=))+/gs) ?? [];
  const values = parts.map((part) => {
    const at = part.indexOf("=");
    const value = at < 0 ? unescaped(part) : `${part.slice(0, at).trim()}=${escaped(unescaped(part.slice(at + 1)))}`;
    return value.toLowerCase();
  });
  return values.toSorted().join("+");
}

/** Whether the entry is the base or lies below it. An empty base holds everything. */
export function isUnder(dn: string, base: string): boolean {
  if (base.trim() === "") return true;
  const [entry, root] = [comparableDn(dn), comparableDn(base)];
  return entry === root || entry.endsWith(`,${root}`);
}

function splitDn(dn: string): string[] {
  return [...dn.matchAll(/(?:\\.|[^,;\\]|\\$)+/gs)].map(([part]) => part.replace(/^\s+/, "").replace(/(?<!\\)\s+$/, ""));
}

/** The text that a component's value stands for. */
function unescaped(value: string): string {
  const bytes: number[] = [];
  const text = value.replace(/^\s+/, "").replace(/(?<!\\)\s+$/, "");
  for (const [match, hex, char, plain] of text.matchAll(/\\([0-9a-fA-F]{2})|\\(.)|([^\\]+|\\)/gs)) {
    if (hex === undefined) bytes.push(...new TextEncoder().encode(char ?? plain ?? match));
    else bytes.push(Number.parseInt(hex, 16));
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

function escaped(value: string): string {
  return value.replaceAll(/[,;+"<>\\=#]/g, String.raw`\$&`).replace(/^ | $/g, String.raw`\ `);
}
