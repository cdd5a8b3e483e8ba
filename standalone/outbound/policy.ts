import { isIP } from "node:net";
import { type AllowedHosts, isPublicAddress, normaliseHost } from "./addresses.ts";
import { checkedLookup, NotPublic, type Resolver, resolveAll } from "./checked-lookup.ts";

export interface PolicyOptions {
  /** Asked at each connection, since the configuration may change. */
  readonly allowed: () => AllowedHosts | Promise<AllowedHosts>;
  readonly resolve?: Resolver;
  readonly isPublic?: (address: string) => boolean;
}

type Lookup = ReturnType<typeof checkedLookup>;

/** Who may be reached: the lookups of free and of checked connections, and the decision which of them a host gets. */
export interface Policy {
  readonly freeLookup: Lookup;
  readonly checkedLookup: Lookup;
  /** @throws NotPublic when the host is written as an address that is neither public nor allowed. */
  isFree(hostname: string): Promise<boolean>;
}

/** An allowed name may resolve to anything; an allowed address allows no name that resolves to it. */
export function createPolicy({ allowed, resolve = resolveAll, isPublic = isPublicAddress }: PolicyOptions): Policy {
  return {
    freeLookup: checkedLookup(resolve, () => true),
    checkedLookup: checkedLookup(resolve, isPublic),
    async isFree(hostname) {
      if ((await allowed()).has(normaliseHost(hostname))) return true;
      // No lookup is made of an address, so it is checked here.
      const literal = literalAddress(hostname);
      if (literal !== null && !isPublic(literal)) throw new NotPublic(hostname, literal);
      return false;
    },
  };
}

function literalAddress(hostname: string): string | null {
  // A URL's way to write an address is the only one, so that 0x7f.1 is none.
  const host = normaliseHost(hostname).replace(/^\[(.*)\]$/, "$1");
  return isIP(host) ? host : null;
}
