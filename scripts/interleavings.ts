/** `npm run interleavings`: all orders of the steps of a client and whatever may disturb it (test/interleavings). Prints their number. */
import { finish, runVitest } from "./run-vitest.ts";

finish(await runVitest(["--project", "node", "--silent=false", "test/interleavings"], { INTERLEAVINGS: "all" }));
