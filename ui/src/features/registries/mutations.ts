import type { QueryClient } from "@tanstack/react-query";
import { request } from "../../api/client.ts";
import { ApiError } from "../../api/errors.ts";
import type { Registry } from "../../api/types.ts";

export interface RegistryValues {
  readonly type: string;
  readonly name: string;
  readonly description: string;
  readonly url: string;
  readonly accessKey: string;
  /** Empty: the one that is kept, or none. */
  readonly accessSecret: string;
  readonly caCertificate: string;
}

export async function createRegistry(client: QueryClient, values: RegistryValues) {
  const { type, name, description, url, accessKey, accessSecret, caCertificate } = values;
  const credential = accessKey === "" ? {} : { credential: { type: "basic", access_key: accessKey, access_secret: accessSecret } };
  await request("POST", "/registries", { body: { type, name, description, url, ca_certificate: caCertificate, ...credential } });
  await refresh(client);
}

export async function updateRegistry(client: QueryClient, { id }: Registry, values: RegistryValues) {
  const { name, description } = values;
  await request("PUT", `/registries/${id}`, { body: { name, description, ...connection(values) } });
  await refresh(client);
}

export async function deleteRegistry(client: QueryClient, { id }: Registry) {
  await request("DELETE", `/registries/${id}`);
  await refresh(client);
}

/** Returns null when it answers and takes the credentials, else the API's reason. @throws ApiError when the site itself could not be asked */
export async function testRegistry(id: number | null, values: RegistryValues | null): Promise<string | null> {
  try {
    const given = values === null ? {} : { type: values.type, ...connection(values) };
    await request("POST", "/registries/ping", { body: { ...(id === null ? {} : { id }), ...given } });
    return null;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 400) throw error;
    return error.message.replace(/^the registry is unhealthy: /, "");
  }
}

/** What is empty of the secret stays as it is kept. */
function connection({ url, accessKey, accessSecret, caCertificate }: RegistryValues) {
  const secret = accessSecret === "" ? {} : { access_secret: accessSecret };
  return { url, credential_type: "basic", access_key: accessKey, ...secret, ca_certificate: caCertificate };
}

async function refresh(client: QueryClient) {
  await Promise.all([
    client.invalidateQueries({ queryKey: ["registries"] }),
    client.invalidateQueries({ queryKey: ["replication", "policies"] }),
  ]);
}
