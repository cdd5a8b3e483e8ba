/** The Worker: HTTP, cron and queues, and the Durable Object classes that run beside it. */
import { app } from "./http/app.ts";
import { siteContext } from "./http/site-context.ts";
import { consume } from "./jobs/queue.ts";
import type { Bindings } from "./store/bindings.ts";
import { ringJobs } from "./store/jobs-queue.ts";

export { DirectoryBridge } from "../durable-objects/directory-bridge.ts";
export { LoginGuard } from "../durable-objects/login-guard.ts";
export { RepositoryCoordinator } from "../durable-objects/repository-coordinator.ts";

export default {
  fetch: app.fetch,

  async scheduled(_event, env, execution) {
    const site = siteContext(env, crypto.randomUUID(), (work) => execution.waitUntil(work));
    await ringJobs(site.store);
  },

  async queue(batch, env, execution) {
    const site = siteContext(env, crypto.randomUUID(), (work) => execution.waitUntil(work));
    await consume({ ...site, actor: { kind: "system" } }, batch.queue, batch.messages);
  },
} satisfies ExportedHandler<Bindings>;
