import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Miniflare } from "miniflare";
import { startCron } from "./cron.ts";
import { createDirectoryHost } from "./directory.ts";
import { firstPassword } from "./first-password.ts";
import { freePort } from "./free-port.ts";
import { guardRuntime, type RuntimeGuard } from "./guard-runtime.ts";
import { waitUntilHealthy } from "./health.ts";
import { tryLock, waitForLock } from "./lock.ts";
import type { Bundle } from "./modules.ts";
import { type ServerOptions, socketHost } from "./options.ts";
import { allowedHosts } from "./outbound/addresses.ts";
import { configuredHosts } from "./outbound/configured-hosts.ts";
import { createOutbound } from "./outbound/handler.ts";
import { createPolicy } from "./outbound/policy.ts";
import { createOutboundTcp } from "./outbound/tcp.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { createRuntime } from "./runtime.ts";
import { secretKey } from "./secret-key.ts";
import { readWranglerConfig } from "./wrangler-config.ts";
import { StartError } from "./start-error.ts";

export interface RunningServer {
  /** Where it listens, which an external URL may differ from. */
  readonly url: string;
  readonly miniflare: Miniflare;
  /** Set when this start made the administrator's password. */
  readonly printedPassword: string | null;
  /** The newest workerd. */
  runtimePid(): number | undefined;
  stop(): Promise<void>;
}

export interface StartHooks {
  /** Another Worker than the built one, for tests. */
  readonly bundle?: Bundle;
  /** Called before anything could use it: a made password that nobody saw would lock everybody out. */
  readonly onMadePassword?: (password: string) => void;
}

const root = resolve(import.meta.dirname, "..");
const orphanWaitMs = 10_000;

/**
 * Starts the whole server: one at a time on a data folder, the database brought up to date, the Worker answering. Several servers
 * may run in one process, each on its own folder.
 *
 * @param environment `ROADSTEAD_<KEY>` are passed to the Worker.
 * @throws StartError
 */
export async function startServer(options: ServerOptions, environment: NodeJS.ProcessEnv, hooks: StartHooks = {}): Promise<RunningServer> {
  await using undo = new AsyncDisposableStack();
  const guard = await takeFolder(options.data, undo);
  const { hasAdministrator } = await prepareDatabase(root, options.data);
  const first = hasAdministrator ? null : firstPassword(environment.ROADSTEAD_ADMIN_PASSWORD);
  if (first?.made) hooks.onMadePassword?.(first.password);

  const port = options.port || (await freePort(options.host));
  const address = `${socketHost(options.host)}:${port}`;
  const workerName = readWranglerConfig(root).name;
  const host = createDirectoryHost();
  undo.defer(() => host.directory.close());
  const policy = createPolicy({
    allowed: async () => allowedHosts([...options.allowHosts, ...(await configuredHosts(miniflare, workerName))]),
  });
  const miniflare: Miniflare = createRuntime({
    root,
    bundle: hooks.bundle ?? { folder: join(root, "dist/worker") },
    data: options.data,
    socket: { address, tls: options.tls },
    variables: { ...variablesFor(options, environment), ...firstVariables(first) },
    outbound: createOutbound(policy),
    outboundTcp: createOutboundTcp(policy),
    directory: host.handler,
    onRestart: () => cron.ring(),
  });
  undo.defer(() => miniflare.dispose());
  await miniflare.ready.catch((error: unknown) => {
    throw new StartError(/in use/i.test(String(error)) ? `${address} is in use; choose another --port` : String(error));
  });
  const cron = startCron(miniflare, workerName);
  undo.defer(() => cron.stop());
  const url = `${options.tls ? "https" : "http"}://${address}`;
  await waitUntilHealthy(url);
  cron.ring();
  const running = undo.move();
  return {
    url,
    miniflare,
    printedPassword: first?.made ? first.password : null,
    runtimePid: () => guard.pid(),
    stop: () => running.disposeAsync(),
  };
}

/** Makes the folder this process's own, once nothing of a server that died is left in it, and has workerd watched. */
async function takeFolder(data: string, undo: AsyncDisposableStack): Promise<RuntimeGuard> {
  mkdirSync(data, { recursive: true });
  const lock = tryLock(join(data, "roadstead.lock"));
  if (!lock) throw new StartError(`another server is running on ${data}; stop it first`);
  undo.defer(() => lock.release());
  const runtimeLock = join(data, "workerd.lock");
  const orphan = await waitForLock(runtimeLock, orphanWaitMs);
  orphan?.release();
  const guard = orphan && (await guardRuntime(runtimeLock));
  if (!guard) throw new StartError(`the runtime of an earlier server still uses ${data}`);
  undo.defer(() => guard.release());
  const pidFile = join(data, "roadstead.pid");
  writeFileSync(pidFile, `${process.pid}\n`);
  undo.defer(() => rmSync(pidFile, { force: true }));
  rmSync(join(data, "tmp"), { recursive: true, force: true });
  return guard;
}

function variablesFor(options: ServerOptions, environment: NodeJS.ProcessEnv): Record<string, string> {
  const given = Object.entries(environment).filter(
    ([name, value]) =>
      (name.startsWith("ROADSTEAD_") || name === "SECRET_KEY_PREVIOUS") && !name.includes("PASSWORD") && value !== undefined,
  );
  return {
    ...(Object.fromEntries(given) as Record<string, string>),
    ...(options.externalUrl === null ? {} : { ROADSTEAD_EXTERNAL_URL: options.externalUrl }),
    ROADSTEAD_ALLOW_HOSTS: options.allowHosts.join(","),
    ROADSTEAD_BOOT_ID: randomUUID(),
    SECRET_KEY: secretKey(options.data, environment.SECRET_KEY),
  };
}

function firstVariables(first: { readonly password: string; readonly made: boolean } | null): Record<string, string> {
  if (!first) return {};
  return { ROADSTEAD_ADMIN_PASSWORD: first.password, ROADSTEAD_ADMIN_PASSWORD_GENERATED: first.made ? "1" : "" };
}
