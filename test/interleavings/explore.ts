/** All orders of the steps of two actors on one site, with states that were seen before left out. */
import { createHash } from "node:crypto";
import { beginNames, current } from "./names.ts";
import type { Site } from "./site.ts";

export interface Scenario {
  readonly name: string;
  /** Brings the site to where the orders begin; its steps are not interleaved. */
  readonly prepare: (site: Site) => Promise<void>;
  readonly actors: readonly [Actor, Actor];
  /** After both have ended. */
  readonly check: (site: Site, outcomes: readonly [unknown, unknown]) => Promise<void>;
  /** How long what was deleted is kept; 0 where nothing is said. */
  readonly keepSeconds?: number;
  /** What the second actor brings about in one order at least; else the scenario shows nothing. */
  readonly mustSee?: string;
}

export interface Actor {
  readonly name: string;
  readonly run: (site: Site) => Promise<unknown>;
}

/** One order: how it went, and where it could have gone otherwise. */
interface Order {
  readonly choices: readonly number[];
  /** At each step, the other actor could have gone. */
  readonly forks: readonly boolean[];
  readonly wasSeen: boolean;
}

class Runner {
  readonly name: string;
  readonly #waiting: (() => void)[] = [];
  isDone = false;
  steps = 0;
  history = "";
  serial = 0;
  outcome: unknown;
  failure: unknown;

  constructor(name: string) {
    this.name = name;
  }

  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  wait(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  go(): void {
    this.steps += 1;
    this.#waiting.shift()?.();
  }
}

const immediate = () => new Promise<void>((resolve) => setImmediate(resolve));
const patienceMax = 5000;

export class Explorer {
  readonly #site: Site;
  readonly #scenario: Scenario;
  readonly #seen = new Set<string>();
  orders = 0;
  /** Orders that came to their end rather than to a state that was seen. */
  ended = 0;
  /** What the second actor brought about. */
  readonly outcomes = new Set<unknown>();

  constructor(site: Site, scenario: Scenario) {
    this.#site = site;
    this.#scenario = scenario;
  }

  /** Orders with fewer turns come first: most faults need few. @param budget orders at most @param random below 1 */
  async explore(budget: number, random: () => number): Promise<void> {
    beginNames();
    await this.#scenario.prepare(this.#site);
    this.#site.save();
    const open: number[][][] = [[[]]];
    while (this.orders < budget) {
      const fewest = open.findIndex((some) => (some?.length ?? 0) > 0);
      const some = open[fewest];
      if (!some) return;
      const prefix = some.splice(Math.floor(random() * some.length), 1)[0] ?? [];
      const order = await this.#run(prefix);
      this.orders += 1;
      if (!order.wasSeen) this.ended += 1;
      order.forks.forEach((isFork, step) => {
        if (!isFork || step < prefix.length) return;
        const other = [...order.choices.slice(0, step), 1 - (order.choices[step] ?? 0)];
        (open[turnsIn(other)] ??= []).push(other);
      });
    }
  }

  async #run(prefix: readonly number[]): Promise<Order> {
    const site = this.#site;
    site.restore();
    const runners = this.#scenario.actors.map(({ name }, i) => new Runner(`${i}: ${name}`)) as [Runner, Runner];
    site.turn = async (what, happen) => {
      const runner = current.getStore();
      if (!(runner instanceof Runner)) return happen();
      await runner.wait();
      const answer = await attempt(happen);
      runner.history += `${what}:${fingerprint(answer)};`;
      if ("error" in answer) throw answer.error;
      return answer.value;
    };
    const all = this.#scenario.actors.map(({ run }, i) => {
      const runner = runners[i as 0 | 1];
      return current.run(runner, async () => {
        try {
          runner.outcome = await run(site);
        } catch (error) {
          runner.failure = error;
        }
        runner.isDone = true;
      });
    });
    const choices: number[] = [];
    const forks: boolean[] = [];
    let wasSeen = false;
    let last = 0;
    for (;;) {
      for (const runner of runners) await settled(runner);
      const ready = [0, 1].filter((i) => !runners[i as 0 | 1].isDone);
      if (ready.length === 0) break;
      if (choices.length >= prefix.length) {
        const state = createHash("sha256")
          .update(`${runners.map(({ history }) => history).join("|")}|${site.state()}`)
          .digest("base64");
        if (this.#seen.has(state)) {
          wasSeen = true;
          break;
        }
        this.#seen.add(state);
      }
      const wanted = choices.length < prefix.length ? (prefix[choices.length] ?? 0) : last;
      const choice = ready.includes(wanted) ? wanted : (ready[0] ?? 0);
      forks.push(ready.length === 2);
      choices.push(choice);
      last = choice;
      runners[choice as 0 | 1].go();
    }
    try {
      if (wasSeen) await this.#abandon(runners, all);
      else {
        await Promise.all(all);
        site.turn = async (_, happen) => happen();
        for (const { failure } of runners) if (failure) throw failure;
        this.outcomes.add(runners[1].outcome);
        await this.#scenario.check(site, [runners[0].outcome, runners[1].outcome]);
      }
    } catch (error) {
      throw new Error(`${this.#scenario.name}: order ${choices.join("")}`, { cause: error });
    }
    return { choices, forks, wasSeen };
  }

  /** Lets what has begun come to its end; what it does is undone by the next `restore`. */
  async #abandon(runners: readonly Runner[], all: readonly Promise<void>[]): Promise<void> {
    for (;;) {
      for (const runner of runners) await settled(runner);
      const next = runners.find(({ isDone }) => !isDone);
      if (!next) break;
      next.go();
    }
    await Promise.all(all);
  }
}

function turnsIn(choices: readonly number[]): number {
  return choices.filter((choice, i) => i > 0 && choice !== choices[i - 1]).length;
}

async function settled(runner: Runner): Promise<void> {
  for (let i = 0; !(runner.isWaiting || runner.isDone); i += 1) {
    if (i === patienceMax) throw new Error(`${runner.name} neither asks for a step nor ends, after ${runner.steps}`);
    await immediate();
  }
  // Whatever it does side by side comes to its step, too.
  await immediate();
}

async function attempt<T>(happen: () => T): Promise<{ value: Awaited<T> } | { error: unknown }> {
  try {
    return { value: await happen() };
  } catch (error) {
    return { error };
  }
}

function fingerprint(answer: { value: unknown } | { error: unknown }): string {
  return "error" in answer ? String(answer.error) : JSON.stringify(answer.value ?? null);
}
