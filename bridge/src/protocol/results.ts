/** What a bridge answers is read by the site as a stranger's: each result is checked and cut to size. */
import type { Group, Method, Methods, Person, Refusal } from "./messages.ts";

const listMax = 5000;
/** Characters that the site takes of a DN, of the name of an account, and of any other text. */
export const lengthsMax = { dn: 4096, name: 255, text: 1024 } as const;
const refusals: readonly Refusal[] = ["unknown", "password", "disabled"];

/** The result of a method, or null when the value is none. */
export function parseResult<M extends Method>(method: M, value: unknown): Methods[M]["result"] | null {
  return readers[method](value);
}

const readers: { readonly [M in Method]: (value: unknown) => Methods[M]["result"] | null } = {
  login: personOrRefusal,
  lookup: personOrRefusal,
  search_people: (value) => {
    const people = listOf(fieldsOf(value)?.people, personOf);
    return people && { people };
  },
  search_groups: (value) => {
    const groups = listOf(fieldsOf(value)?.groups, groupOf);
    return groups && { groups };
  },
  ping: (value) => {
    const server = fieldsOf(value)?.server;
    return isText(server, 300) ? { server } : null;
  },
};

function personOrRefusal(value: unknown): Methods["login"]["result"] | null {
  const fields = fieldsOf(value);
  const refused = refusals.find((refusal) => refusal === fields?.refused);
  if (refused) return { refused };
  const person = personOf(fields?.person);
  return person && { person };
}

function personOf(value: unknown): Person | null {
  const fields = fieldsOf(value);
  if (!fields) return null;
  const { dn, name, realname, email, groups, admin } = fields;
  if (!isText(dn, lengthsMax.dn) || dn === "" || !isText(name, lengthsMax.name) || name === "") return null;
  if (!isText(realname, lengthsMax.text) || !isText(email, lengthsMax.text)) return null;
  const dns = listOf(groups, (group) => (isText(group, lengthsMax.dn) ? group : null));
  if (!dns || typeof admin !== "boolean") return null;
  return { dn, name, realname, email, groups: dns, admin };
}

function groupOf(value: unknown): Group | null {
  const fields = fieldsOf(value);
  return fields && isText(fields.dn, lengthsMax.dn) && isText(fields.name, lengthsMax.text) ? { dn: fields.dn, name: fields.name } : null;
}

function listOf<T>(value: unknown, read: (item: unknown) => T | null): T[] | null {
  if (!Array.isArray(value) || value.length > listMax) return null;
  const items = value.map(read);
  return items.some((item) => item === null) ? null : (items as T[]);
}

function fieldsOf(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
}

function isText(value: unknown, lengthMax: number): value is string {
  return typeof value === "string" && value.length <= lengthMax;
}
