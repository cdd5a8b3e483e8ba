/** A site whose people are in a directory: switched on for the tests of a file, with bridges that end with each test. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { BridgeKeys } from "../../../bridge/src/keys.ts";
import { type Answers, directoryOf, enrolled, type FakeBridge, type People } from "./fake-bridge.ts";
import { api } from "./harbor.ts";
import { admin, basic, bindings, call, callJson, type Caller, fresh } from "./site.ts";

const open: FakeBridge[] = [];
/** Who is in the directory; a test may change it. */
export const people: Record<string, People[string]> = {};
export const searchPassword = "Search-account-secret1";

export async function configure(values: Record<string, unknown>): Promise<void> {
  const answer = await callJson(admin, "PUT", `${api}/configurations`, values);
  expect(answer.status, await answer.clone().text()).toBe(200);
}

/** To be called once in a file. */
export function withDirectory(): void {
  beforeAll(() =>
    configure({
      auth_mode: "ldap_auth",
      ldap_url: "ldaps://directory.test",
      ldap_search_dn: "cn=search",
      ldap_search_password: searchPassword,
      ldap_timeout: 1,
    }),
  );
  beforeEach(() => {
    for (const name of Object.keys(people)) delete people[name];
  });
  afterEach(() => {
    for (const { socket } of open.splice(0)) socket.close();
  });
  afterAll(async () => {
    await configure({ auth_mode: "db_auth", ldap_url: "", ldap_search_dn: "", ldap_search_password: "", ldap_timeout: 5 });
    await bindings.DB.prepare("update bridges set revoked_at = 1 where revoked_at is null").run();
  });
}

export async function bridge(
  answers: Answers = (asked) => directoryOf(people)(asked),
): Promise<FakeBridge & { readonly id: number; readonly keys: BridgeKeys }> {
  const made = await enrolled(answers);
  open.push(made);
  return made;
}

/** Somebody new in the directory. */
export function hire(more: Partial<People[string]> = {}): Caller & { name: string; password: string } {
  const name = fresh("dir").toLowerCase();
  const password = `Pass-${crypto.randomUUID()}`;
  people[name] = { password, ...more };
  return { name, password, ...basic(name, password) };
}

/** `GET /users/current`, from an address of choice. */
export function me(caller: Caller, address?: string): Promise<Response> {
  return call(caller, "GET", `${api}/users/current`, address ? { headers: { "CF-Connecting-IP": address } } : {});
}
