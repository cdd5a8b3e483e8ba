// Put in front of the built Worker: its own bindings, counted request by request, and made to fail where a request asks for it.
// A request names itself by X-Request-Id; `X-Test-Fault: <binding>.<method> before|after|late` concerns that request alone.
//   before: fails, and was not done.   after: was done, and fails.   late: fails, and is done a moment later.
import { AsyncLocalStorage } from "node:async_hooks";
import worker, * as exported from "./index.js";

const current = new AsyncLocalStorage();
const counted = new Map();
const lateMs = 400;
/** Methods of Durable Objects that fail as often as their number says, whatever request caused them: alarms have none. */
const alarmFaults = { deletes: 0 };

async function observe(kind, name, run) {
  const request = current.getStore();
  if (!request) return run();
  request.counts[kind] += 1;
  request.calls.push(name);
  const fault = request.fault;
  if (!fault || fault.name !== name || request.faulted) return noteRows(request, await run());
  request.faulted = true;
  if (fault.when === "after") await run();
  if (fault.when === "late") request.late(scheduler.wait(lateMs).then(run));
  throw new Error(`injected: ${name} ${fault.when}`);
}

/** Rows that D1 says it has read and written, of one statement or of a batch. */
function noteRows(request, result) {
  for (const one of [result].flat()) {
    request.rowsRead += one?.meta?.rows_read ?? 0;
    request.rowsWritten += one?.meta?.rows_written ?? 0;
  }
  return result;
}

const targets = new WeakMap();

/** A statement that, when it is run, counts as a round trip; `batch` gets the real one. */
function statement(real) {
  const proxy = new Proxy(real, {
    get(target, key) {
      if (key === "bind") return (...values) => statement(target.bind(...values));
      if (["all", "first", "run", "raw"].includes(key)) return (...args) => observe("d1", "DB.query", () => target[key](...args));
      return target[key];
    },
  });
  targets.set(proxy, real);
  return proxy;
}

function database(real) {
  return new Proxy(real, {
    get(target, key) {
      if (key === "prepare") return (text) => statement(target.prepare(text));
      if (key === "batch") return (all) => observe("d1", "DB.batch", () => target.batch(all.map((one) => targets.get(one) ?? one)));
      if (key === "withSession") return (...args) => database(target.withSession(...args));
      const value = target[key];
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function multipart(real) {
  return {
    key: real.key,
    uploadId: real.uploadId,
    uploadPart: (...args) => observe("r2", "BLOBS.uploadPart", () => real.uploadPart(...args)),
    complete: (...args) => observe("r2", "BLOBS.complete", () => real.complete(...args)),
    abort: () => observe("r2", "BLOBS.abort", () => real.abort()),
  };
}

function bucket(real) {
  return new Proxy(real, {
    get(target, key) {
      if (key === "resumeMultipartUpload") return (...args) => multipart(target.resumeMultipartUpload(...args));
      if (key === "createMultipartUpload") {
        return async (...args) => multipart(await observe("r2", "BLOBS.create", () => target.createMultipartUpload(...args)));
      }
      if (["get", "put", "head", "delete", "list"].includes(key)) {
        return (...args) => {
          if (key === "delete" && !current.getStore() && alarmFaults.deletes > 0) {
            alarmFaults.deletes -= 1;
            return Promise.reject(new Error("injected: the alarm's deletion"));
          }
          return observe("r2", `BLOBS.${String(key)}`, () => target[key](...args));
        };
      }
      return target[key];
    },
  });
}

function stub(real, binding) {
  return new Proxy(real, {
    get(target, key) {
      if (typeof key !== "string" || key === "then" || key === "id" || key === "name") return target[key];
      return (...args) => observe("do", `${binding}.${key}`, () => target[key](...args));
    },
  });
}

function namespace(real, binding) {
  return new Proxy(real, {
    get(target, key) {
      if (key === "get" || key === "getByName") return (...args) => stub(target[key](...args), binding);
      return target[key].bind(target);
    },
  });
}

function wrap(env) {
  return {
    ...env,
    DB: database(env.DB),
    BLOBS: bucket(env.BLOBS),
    REPOSITORY: namespace(env.REPOSITORY, "REPOSITORY"),
    LOGIN_GUARD: namespace(env.LOGIN_GUARD, "LOGIN_GUARD"),
    DIRECTORY_BRIDGE: namespace(env.DIRECTORY_BRIDGE, "DIRECTORY_BRIDGE"),
  };
}

/** What the consumers of queues did, all together: `?id=queue`. */
const bells = { counts: { d1: 0, do: 0, r2: 0 }, calls: [], rowsRead: 0, rowsWritten: 0, fault: null, faulted: false };
counted.set("queue", bells);

// The Worker keeps what it made of its bindings as long as they are the same.
let wrapped;

export class RepositoryCoordinator extends exported.RepositoryCoordinator {
  constructor(ctx, env) {
    super(ctx, wrap(env));
  }

  // What the object does by itself concerns no request, also when a request woke it.
  alarm() {
    return current.exit(() => super.alarm());
  }
}

export const LoginGuard = exported.LoginGuard;
export const DirectoryBridge = exported.DirectoryBridge;

export default {
  scheduled: (event, env, ctx) => worker.scheduled(event, (wrapped ??= wrap(env)), ctx),
  queue: (batch, env, ctx) => current.run(bells, () => worker.queue(batch, (wrapped ??= wrap(env)), ctx)),
  async fetch(request, env, ctx) {
    wrapped ??= wrap(env);
    const url = new URL(request.url);
    if (url.pathname === "/v2/test-counts") return Response.json(counted.get(url.searchParams.get("id")) ?? null);
    if (url.pathname === "/v2/test-alarm-faults") {
      alarmFaults.deletes = Number(url.searchParams.get("deletes"));
      return new Response(null);
    }
    const [name, when] = request.headers.get("X-Test-Fault")?.split(" ") ?? [];
    const seen = {
      counts: { d1: 0, do: 0, r2: 0 },
      calls: [],
      rowsRead: 0,
      rowsWritten: 0,
      fault: name ? { name, when } : null,
      faulted: false,
      late: (work) => ctx.waitUntil(work),
    };
    counted.set(request.headers.get("X-Request-Id"), seen);
    return current.run(seen, () => worker.fetch(request, wrapped, ctx));
  },
};
