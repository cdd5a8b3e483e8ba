/** Log-in attempts by nobody's friends: another account and another address each time, none of them right. */
import { Agent, request } from "undici";
import type { BenchServer } from "./servers.ts";

const addresses = 200;

/** Sends so many attempts in a second until it is stopped, whatever becomes of them. */
export function startLogins(server: BenchServer, perSecond: number): { stop(): Promise<void> } {
  const agents = Array.from({ length: addresses }, (_, i) => new Agent({ localAddress: `127.0.0.${2 + i}` }));
  const url = new URL("/service/token?service=harbor-registry", server.url);
  const attempts = new Set<Promise<void>>();
  let sent = 0;
  const attempt = async (number: number) => {
    const authorization = `Basic ${Buffer.from(`user${number}:wrong${number}`).toString("base64")}`;
    const dispatcher = agents[number % addresses];
    const answer = await request(url, { ...(dispatcher ? { dispatcher } : {}), headers: { authorization } });
    await answer.body.dump();
  };
  const timer = setInterval(() => {
    const running = attempt((sent += 1))
      .catch(() => {})
      .finally(() => attempts.delete(running));
    attempts.add(running);
  }, 1000 / perSecond);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(attempts);
      for (const agent of agents) await agent.close();
    },
  };
}
