/** `npm test`: every test that needs nothing but npm packages. Arguments go to vitest. */
import { finish, runVitest } from "./run-vitest.ts";

finish(await runVitest(process.argv.slice(2)));
