import type { QueryClient } from "@tanstack/react-query";
import { request } from "../../api/client.ts";
import { ApiError } from "../../api/errors.ts";
import type { User } from "../../api/types.ts";

export interface Profile {
  readonly realname: string;
  readonly email: string;
  readonly comment: string;
}

export async function createUser(client: QueryClient, user: Profile & { readonly username: string; readonly password: string }) {
  await request("POST", "/users", { body: user });
  await refresh(client);
}

export async function updateUser(client: QueryClient, { user_id: id }: User, profile: Profile) {
  await request("PUT", `/users/${id}`, { body: profile });
  await refresh(client);
}

export async function setPassword({ user_id: id }: User, password: string) {
  await request("PUT", `/users/${id}/password`, { body: { new_password: password } });
}

export async function setAdministrator(client: QueryClient, { user_id: id }: User, isAdministrator: boolean) {
  await request("PUT", `/users/${id}/sysadmin`, { body: { sysadmin_flag: isAdministrator } });
  await refresh(client);
}

export async function deleteUser(client: QueryClient, { user_id: id }: User) {
  await request("DELETE", `/users/${id}`);
  await refresh(client);
}

export interface NotImported {
  readonly uid: string;
  readonly error: string;
}

/** Returns those who could not be imported: all others were. @throws ApiError */
export async function importPeople(client: QueryClient, names: readonly string[]): Promise<NotImported[]> {
  try {
    await request("POST", "/ldap/users/import", { body: { ldap_uid_list: names } });
    return [];
  } catch (error) {
    if (error instanceof ApiError && error.status === 404 && Array.isArray(error.body)) return error.body as NotImported[];
    throw error;
  } finally {
    await refresh(client);
  }
}

async function refresh(client: QueryClient) {
  await client.invalidateQueries({ queryKey: ["users"] });
}
