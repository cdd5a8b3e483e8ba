/** The Worker: HTTP, cron and queues, and the Durable Object classes that run beside it. */
import { app } from "./http/app.ts";
import type { Bindings } from "./store/bindings.ts";

export { LoginGuard } from "../durable-objects/login-guard.ts";
export { RepositoryCoordinator } from "../durable-objects/repository-coordinator.ts";

export default {
  fetch: app.fetch,
} satisfies ExportedHandler<Bindings>;
