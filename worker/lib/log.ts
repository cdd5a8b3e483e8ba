/** The one logger: a JSON line each, with the request's id. Values are what the caller of `log` chose; never headers or bodies. */
export interface Log {
  (level: "info" | "warn" | "error", event: string, facts?: Readonly<Record<string, unknown>>): void;
}

export function createLog(requestId: string): Log {
  return (level, event, facts = {}) => {
    const line = JSON.stringify({ level, event, requestId, ...facts }, level === "error" ? whole : brief);
    if (level === "error") console.error(line);
    else console.log(line);
  };
}

/** Errors have no enumerable fields: without this a cause would be logged as `{}`. */
function whole(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { name: value.name, message: value.message, stack: value.stack, cause: value.cause };
}

/** A refusal is ordinary: what was said is enough. */
function brief(_key: string, value: unknown): unknown {
  return value instanceof Error ? value.message : value;
}
