import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Miniflare } from "miniflare";
import { startCron } from "./cron.ts";
import { firstPassword } from "./first-password.ts";
import { listen } from "./front.ts";
import { guardRuntime } from "./guard-runtime.ts";
import { tryLock, waitForLock } from "./lock.ts";
import { migrate } from "./migrate.ts";
import type { ServerOptions } from "./options.ts";
import { allowedHosts } from "./outbound/addresses.ts";
import { createOutbound } from "./outbound/handler.ts";
import { createRuntime } from "./runtime.ts";
import { secretKey } from "./secret-key.ts";
import { StartError } from "./start-error.ts";

export interface RunningServer {
  readonly url: string;
  readonly miniflare: Miniflare;
  /** Set when this start made the administrator's password. */
  readonly printedPassword: string | null;
  stop(): Promise<void>;
}

const root = resolve(import.meta.dirname, "..");
const orphanWaitMs = 10_000;

/**
 * Starts the whole server: one at a time on a data folder, the database brought up to date, the Worker answering.
 *
 * @param environment variables: `ROADSTEAD_<KEY>` are passed to the Worker.
 * @param bundle another folder with an `index.js`, for tests.
 * @throws StartError
 */
export async function startServer(
  options: ServerOptions,
  environment: NodeJS.ProcessEnv,
  bundle: { folder: string; mainModule?: string } = { folder: join(root, "dist/worker") },
): Promise<RunningServer> {
  mkdirSync(options.data, { recursive: true });
  const lock = tryLock(join(options.data, "roadstead.lock"));
  if (!lock) throw new StartError(`another server is running on ${options.data}; stop it first`);
  await takeOver(options.data);
  const pidFile = join(options.data, "roadstead.pid");
  writeFileSync(pidFile, `${process.pid}\n`);
  const variables = variablesFor(options, environment);
  const outbound = createOutbound(() => allowedHosts(options.allowHosts));
  const make = (extra: Record<string, string>) =>
    createRuntime({ root, bundle: bundle.folder, ...(bundle.mainModule ? { mainModule: bundle.mainModule } : {}), data: options.data, variables: { ...variables, ...extra }, outbound });
  const password = firstPassword(options.data, environment.ROADSTEAD_ADMIN_PASSWORD);
  const miniflare = make(password.variables);
  await miniflare.ready;
  await migrate((await miniflare.getD1Database("DB")) as never, join(root, "migrations"));
  const upstream = await miniflare.unsafeGetDirectURL();
  const front = await listen({ ...options, upstream: () => upstream });
  await assertHealthy(upstream);
  password.done();
  const cron = startCron(miniflare);
  return {
    url: front.url,
    miniflare,
    printedPassword: password.printed,
    async stop() {
      cron.stop();
      await front.close();
      await miniflare.dispose();
      rmSync(pidFile, { force: true });
      lock.release();
    },
  };
}

/** Waits until nothing of a server that died is left, and has this one's workerd watched. */
async function takeOver(data: string): Promise<void> {
  const file = join(data, "workerd.lock");
  const orphan = await waitForLock(file, orphanWaitMs);
  orphan?.release();
  if (!orphan || !(await guardRuntime(file))) throw new StartError(`the runtime of an earlier server still uses ${data}`);
}

function variablesFor(options: ServerOptions, environment: NodeJS.ProcessEnv): Record<string, string> {
  const given = Object.entries(environment).filter(
    ([name, value]) => name.startsWith("ROADSTEAD_") && name !== "ROADSTEAD_ADMIN_PASSWORD" && value !== undefined,
  );
  return {
    ...(Object.fromEntries(given) as Record<string, string>),
    ...(options.externalUrl === null ? {} : { ROADSTEAD_EXTERNAL_URL: options.externalUrl }),
    ROADSTEAD_SCHEME: options.tls ? "https" : "http",
    ROADSTEAD_BOOT_ID: randomUUID(),
    SECRET_KEY: secretKey(options.data, environment.SECRET_KEY),
  };
}

async function assertHealthy(upstream: URL): Promise<void> {
  const answer = await fetch(new URL("/api/v2.0/health", upstream));
  if (answer.status !== 200) throw new StartError(`the server does not answer as it should: ${answer.status} ${await answer.text()}`);
}
