/** `npm test`: every test that needs nothing but npm packages. Arguments go to vitest. */
import { type Counts, finish, runVitest } from "./run-vitest.ts";

const args = process.argv.slice(2);
finish(args.length > 0 ? await runVitest(args) : await all());

/** Most of the long tests in Node wait, and those in workerd are one thread, so both run at once; what is measured in time runs alone. */
async function all(): Promise<Counts> {
  const [node, workers] = await Promise.all([
    runVitest(["--project", "node"]),
    runVitest(["--project", "workers"], {}, { isHeldBack: true }),
  ]);
  const parts = [node, workers, await runVitest(["--project", "alone"])];
  const sum = (which: keyof Counts) => parts.reduce((total, part) => total + part[which], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}
