import { lookup as systemLookup, type LookupAddress, type LookupOptions } from "node:dns";
import { promisify } from "node:util";

export type Resolver = (hostname: string) => Promise<readonly LookupAddress[]>;

type Callback = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

const lookupAll = promisify(systemLookup);

/** What the system knows of a name: its hosts file and the name servers. */
export const resolveAll: Resolver = (hostname) => lookupAll(hostname, { all: true });

/** A host that the policy keeps out of reach. */
export class NotPublic extends Error {
  constructor(host: string, address: string) {
    super(`${host} has the address ${address}, which is not public; allow the host by name to reach it`);
  }
}

/**
 * A `lookup` for sockets. It is the only lookup of a connection, so what it has checked is what is connected to: a name server that
 * gives another address the next time (DNS rebinding) changes nothing. One address that is not public spoils the whole name.
 */
export function checkedLookup(resolve: Resolver, isPublic: (address: string) => boolean) {
  return (hostname: string, options: LookupOptions, callback: Callback): void => {
    void resolve(hostname).then(
      (found) => {
        const closed = found.find(({ address }) => !isPublic(address));
        const [first] = found;
        if (closed) callback(new NotPublic(hostname, closed.address), "");
        else if (!first) callback(new Error(`${hostname} has no address`), "");
        else if (options.all) callback(null, [...found]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error as NodeJS.ErrnoException, ""),
    );
  };
}
