import { queryOptions } from "@tanstack/react-query";
import { get, request } from "../../api/client.ts";
import { configurationsQuery as shared } from "../../api/configurations.ts";
import type { Bridge, BridgeToken, ConfigurationValues, PingResult } from "../../api/upkeep-types.ts";

export const configurationsQuery = queryOptions({
  ...shared,
  // A form is filled with it; what somebody else saves meanwhile must not take away what is being entered.
  staleTime: 0,
  refetchOnWindowFocus: false,
});

export const eventTypesQuery = queryOptions({
  queryKey: ["auditlog-exts", "events"],
  queryFn: async ({ signal }) =>
    (await get<{ event_type: string }[]>("/auditlog-exts/events", undefined, signal)).map(({ event_type: type }) => type),
  staleTime: 600_000,
});

/** All of them, or none. */
export async function saveConfigurations(changes: ConfigurationValues): Promise<void> {
  await request("PUT", "/configurations", { body: changes });
}

/** Tries a directory with these values. */
export async function pingDirectory(values: ConfigurationValues): Promise<PingResult> {
  return (await request<PingResult>("POST", "/ldap/ping", { body: values })).data;
}

const refreshMs = 5000;

export const bridgesQuery = queryOptions({
  queryKey: ["bridges"],
  queryFn: ({ signal }) => get<Bridge[]>("/bridges", undefined, signal),
  refetchInterval: refreshMs,
});

/** Of a bridge, to be shown once. */
export interface NamedToken extends BridgeToken {
  readonly name: string;
}

export async function createBridge(name: string): Promise<BridgeToken> {
  return (await request<BridgeToken>("POST", "/bridges", { body: { name } })).data;
}

export async function renewBridgeToken(id: number): Promise<BridgeToken> {
  return (await request<BridgeToken>("POST", `/bridges/${id}/token`)).data;
}

export async function removeBridge(id: number): Promise<void> {
  await request("DELETE", `/bridges/${id}`);
}
