/** The server of `npm start` with counted bindings that fail on request. */
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseOptions } from "../../../standalone/options.ts";
import { type RunningServer, startServer } from "../../../standalone/server.ts";

const root = resolve(import.meta.dirname, "../../..");
export const password = "Harbor12345";

export interface Instrumented {
  readonly server: RunningServer;
  readonly url: string;
  stop(): Promise<void>;
}

export async function startInstrumented(variables: Record<string, string> = {}): Promise<Instrumented> {
  const folder = mkdtempSync(join(tmpdir(), "roadstead-server-"));
  const bundle = join(folder, "worker");
  mkdirSync(bundle);
  cpSync(join(root, "dist/worker"), bundle, { recursive: true });
  copyFileSync(join(import.meta.dirname, "instrument.js"), join(bundle, "instrument.js"));
  const environment = { ROADSTEAD_ADMIN_PASSWORD: password, ...variables };
  const options = parseOptions(["--port", "0", "--data", join(folder, "data")], environment);
  const server = await startServer(options, environment, { bundle: { folder: bundle, mainModule: "instrument.js" } });
  return {
    server,
    url: server.url,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
