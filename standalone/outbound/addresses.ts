import ipaddr from "ipaddr.js";

/** Hosts that outgoing traffic may reach whatever their addresses, compared as written in a URL. */
export type AllowedHosts = ReadonlySet<string>;

export function allowedHosts(names: readonly string[]): AllowedHosts {
  return new Set(names.map(normaliseHost));
}

/** As a URL would write it: lower case, IPv6 in brackets and in its short form. */
export function normaliseHost(name: string): string {
  const bracketed = name.includes(":") && !name.startsWith("[") ? `[${name}]` : name;
  return URL.parse(`http://${bracketed}`)?.hostname ?? name.toLowerCase();
}

/**
 * Whether an address is one of the public internet's. Everything else is refused: loopback, private, link-local, unique-local, carrier
 * NAT, multicast, unspecified, reserved, and whatever embeds such an IPv4 address.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.range() === "unicast";
  const embedded = embeddedIpv4(parsed as ipaddr.IPv6);
  return embedded === null ? parsed.range() === "unicast" : isPublicAddress(embedded);
}

/** The IPv4 address in a NAT64 (RFC 6052) or 6to4 (RFC 3056) address. */
function embeddedIpv4(address: ipaddr.IPv6): string | null {
  const bytes = address.toByteArray();
  const range = address.range();
  if (range === "rfc6052") return bytes.slice(12).join(".");
  return range === "6to4" ? bytes.slice(2, 6).join(".") : null;
}
