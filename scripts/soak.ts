/** `npm run soak`: ten minutes of pushes, pulls, deletions, retention and collection beside each other (test/server/soak.test.ts). */
import { finish, runVitest } from "./run-vitest.ts";

const long = { SOAK_SECONDS: "600", SOAK_LEASE: "30", SOAK_FREED: "100" };
finish(await runVitest(["--project", "alone", "--silent=false", "test/server/soak.test.ts"], { ...long, ...process.env }));
