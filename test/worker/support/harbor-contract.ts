/** Every answer that any test gets from the API is compared with the facts of Harbor's document: status code and types of fields. */
import { expect } from "vitest";
import harbor from "../../harbor/operations.json";

const statusesEverywhere = [400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 501, 503];
const types: Readonly<Record<string, Readonly<Record<string, string>>>> = harbor.types;

interface Known {
  readonly operation: string;
  readonly method: string;
  readonly pattern: RegExp;
  /** `/users/current` is no `/users/{user_id}`. */
  readonly isFixed: boolean;
  /** Harbor's type of each answer's body, by status code. */
  readonly responses: Readonly<Record<string, string | null>>;
}

const operations = harbor.operations.map<Known>(({ operation, responses }) => {
  const [method = "", path = ""] = operation.split(" ");
  const pattern = path.replace(/\/$/, "").replaceAll(/\{[^}]+\}/g, "[^/]+");
  return {
    operation,
    method,
    pattern: new RegExp(`^/api/v2\\.0${pattern}/?$`),
    isFixed: !path.includes("{"),
    responses,
  };
});

export async function assertHarborAnswer(method: string, url: string, answer: Response): Promise<void> {
  const { pathname } = new URL(url);
  const matching = operations.filter((one) => one.method === method && one.pattern.test(pathname));
  const found = matching.find(({ isFixed }) => isFixed) ?? matching.at(-1);
  if (!found) return;
  const { operation, responses } = found;
  const known = [...Object.keys(responses).map(Number), ...statusesEverywhere];
  expect(known, `${operation} answered ${answer.status}: ${await answer.clone().text()}`).toContain(answer.status);
  if (answer.status >= 400) {
    if (method === "HEAD") return;
    const own = responses[answer.status];
    if (own && own !== "Errors") return assertType(operation, own, await answer.clone().json());
    const body = await answer.clone().json<{ errors: { code: string; message: string }[] }>();
    expect(body.errors[0], operation).toEqual({
      code: expect.any(String),
      message: expect.any(String),
      ...(body.errors[0] && "detail" in body.errors[0] ? { detail: expect.anything() } : {}),
    });
    return;
  }
  const type = responses[answer.status];
  if (type === null || type === undefined || type === "string" || type === "file") return;
  assertType(operation, type, await answer.clone().json());
}

/** Fields that are there have Harbor's types; those that Harbor lacks are ours to add. */
function assertType(where: string, type: string, value: unknown): void {
  if (value === null || value === undefined) return;
  if (type.endsWith("[]")) {
    expect(Array.isArray(value), `${where} is a list`).toBe(true);
    for (const item of value as unknown[]) assertType(`${where}[]`, type.slice(0, -2), item);
    return;
  }
  const fields = types[type];
  if (!fields) {
    const kind = Number.isInteger(value) ? "integer" : typeof value;
    expect(type === "object" || kind === type, `${where} is ${kind}, not ${type}`).toBe(true);
    return;
  }
  expect(typeof value, where).toBe("object");
  for (const [field, fieldType] of Object.entries(fields))
    assertType(`${where}.${field}`, fieldType, (value as Record<string, unknown>)[field]);
}
