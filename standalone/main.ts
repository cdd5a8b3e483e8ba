/** `npm start`: the registry on one machine. */
import { parseOptions, usage, UsageError } from "./options.ts";
import { startServer } from "./server.ts";
import { StartError } from "./start-error.ts";

try {
  const options = parseOptions(process.argv.slice(2), process.env);
  const server = await startServer(options, process.env, {
    onMadePassword: (password) => {
      console.log(`The administrator is "admin", and the password, shown only this once:\n\n    ${password}\n`);
    },
  });
  console.log(`Roadstead is ready at ${options.externalUrl ?? server.url}`);
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    // Miniflare's own listener exits on the spot.
    process.removeAllListeners(signal);
    process.on(signal, async () => {
      if (stopping) return;
      stopping = true;
      await server.stop();
      process.exit(0);
    });
  }
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exit(1);
}
