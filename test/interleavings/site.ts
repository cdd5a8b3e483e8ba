/**
 * A whole site in one thread: the product's own code over SQLite with the real schema, a bucket in memory and the real coordinators, with a
 * clock of its own. Every call to D1, R2 or a coordinator is a step that waits for its turn.
 */
import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { RepositoryCoordinator } from "../../durable-objects/repository-coordinator.ts";
import { type Context, createCommit } from "../../worker/domain/context.ts";
import type { Actor } from "../../worker/domain/access/actor.ts";
import type { RegistryContext } from "../../worker/domain/access/repository-access.ts";
import { parseSettings } from "../../worker/domain/settings.ts";
import type { Bindings } from "../../worker/store/bindings.ts";
import { openStore } from "../../worker/store/db.ts";
import { giveInstead } from "./names.ts";
import { d1, migratedDatabase, prepareOnce, sqlStorage, type Turn } from "../domain/support/sqlite-site.ts";

export const project = { id: 7, name: "team" };
export const marginMs = 60_000;

/** What a site does that is broken on purpose; the explorer must notice. */
export interface Mutant {
  readonly change?: (text: string) => string;
  /** Of the statements of alarms alone. */
  readonly changeAlarm?: (text: string) => string;
  /** Keys of objects are used again. */
  readonly reusesKeys?: true;
}

interface Coordinator {
  readonly database: DatabaseSync;
  object: RepositoryCoordinator;
}

const startMs = 1_800_000_000_000;
const times = {
  ROADSTEAD_GC_WINDOW: "0",
  ROADSTEAD_PUSH_LEASE: "1000",
  ROADSTEAD_UPLOAD_EXPIRY: "1000",
  ROADSTEAD_UPLOAD_MARGIN: String(marginMs / 1000),
  ROADSTEAD_BODY_LEASE: "60",
};

export class Site {
  readonly database: DatabaseSync = migratedDatabase();
  readonly objects = new Map<string, string>();
  readonly #coordinators = new Map<string, Coordinator>();
  readonly #mutant: Mutant;
  readonly #times: Readonly<Record<string, string>>;
  readonly #bindings: Bindings;
  clockMs = startMs;
  /** Replaced while an order is explored. */
  turn: Turn = async (_, happen) => happen();
  isInAlarm = false;
  /** Where an upload's session is told to whoever disturbs it. */
  session: { readonly repository: string; readonly id: string; readonly digest: string } | null = null;
  #saved: { readonly objects: ReadonlyMap<string, string>; readonly clockMs: number; readonly coordinators: readonly string[] } | null =
    null;

  /** @param keepSeconds how long what was deleted is kept */
  constructor(mutant: Mutant, keepSeconds: number) {
    this.#mutant = mutant;
    this.#times = { ...times, ROADSTEAD_TRASH_RETENTION: String(keepSeconds) };
    this.#bindings = this.#makeBindings();
    this.database.exec(`
      insert into site (id, site_id, created_at) values (1, 'aaaa', 1);
      insert into users (id, username, realname, password_hash, sysadmin, created_at, updated_at) values (1, 'admin', 'a', '', 1, 0, 0);
      insert into projects (id, name, owner_id, created_at, updated_at) values (${project.id}, '${project.name}', 1, 0, 0);
      insert into quotas (project_id, storage_limit, created_at, updated_at) values (${project.id}, -1, 0, 0);
      insert into retention_policies (id, project_id, rules, created_at, updated_at) values (1, ${project.id}, '${JSON.stringify([dropAll])}', 0, 0);
    `);
  }

  /** What the orders of one scenario begin with. */
  save(): void {
    this.#saved = { objects: new Map(this.objects), clockMs: this.clockMs, coordinators: [...this.#coordinators.keys()] };
    for (const database of this.#databases()) database.exec("savepoint run");
  }

  restore(): void {
    const saved = this.#saved;
    if (!saved) throw new Error("nothing was saved");
    for (const [name, { database }] of this.#coordinators) {
      if (saved.coordinators.includes(name)) continue;
      database.close();
      this.#coordinators.delete(name);
    }
    for (const database of this.#databases()) database.exec("rollback to run");
    for (const [name, one] of this.#coordinators) one.object = this.#coordinatorObject(name, one.database);
    this.objects.clear();
    for (const [key, content] of saved.objects) this.objects.set(key, content);
    this.clockMs = saved.clockMs;
    this.session = null;
  }

  /** Everything but what depends on the order in which ids were given out. */
  state(): string {
    const one = (text: string) => JSON.stringify(prepareOnce(this.database, text).all());
    const coordinators = [...this.#coordinators]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([name, { database }]) => {
        const all = (text: string) => JSON.stringify(prepareOnce(database, text).all());
        return [
          name,
          all("select id, record from sessions order by id"),
          all("select * from objects order by key"),
          all("select * from finishes order by key, epoch"),
        ];
      });
    return JSON.stringify([this.clockMs, dumps.map(one), coordinators, [...this.objects].toSorted(([a], [b]) => a.localeCompare(b))]);
  }

  coordinator(repository: string): RepositoryCoordinator {
    return this.#coordinator(`${project.id}/${repository}`).object;
  }

  context(actor: Actor = { kind: "user", id: 1, name: "admin", sysadmin: true }): Context {
    const store = openStore(this.#bindings);
    return {
      actor,
      store,
      commit: createCommit(store),
      now: () => this.clockMs,
      log: () => undefined,
      requestId: "test",
      settings: parseSettings(this.#times),
      background: () => undefined,
    };
  }

  registryContext(...repositories: readonly string[]): RegistryContext {
    const actions = new Set(["pull", "push", "delete"] as const);
    const access = new Map(repositories.map((path) => [`${project.name}/${path}`, { projectId: project.id, actions, mayPush: true }]));
    return { ...this.context(), access, mayListCatalog: false };
  }

  async alarm(repository: string): Promise<void> {
    this.isInAlarm = true;
    try {
      await this.coordinator(repository).alarm();
    } finally {
      this.isInAlarm = false;
    }
  }

  get repositories(): string[] {
    return [...this.#coordinators.keys()].map((name) => name.slice(name.indexOf("/") + 1));
  }

  #databases(): DatabaseSync[] {
    return [this.database, ...[...this.#coordinators.values()].map(({ database }) => database)];
  }

  #coordinator(name: string): Coordinator {
    let found = this.#coordinators.get(name);
    if (!found) {
      const database = new DatabaseSync(":memory:");
      found = { database, object: this.#coordinatorObject(name, database) };
      this.#coordinators.set(name, found);
    }
    return found;
  }

  #coordinatorObject(name: string, database: DatabaseSync): RepositoryCoordinator {
    const state = {
      id: { toString: () => name.replace("/", "-") },
      storage: { sql: sqlStorage(database), getAlarm: async () => null, setAlarm: async () => undefined },
    };
    return new RepositoryCoordinator(state as DurableObjectState, this.#bindings);
  }

  #makeBindings(): Bindings {
    return {
      DB: d1(
        this.database,
        () => this.clockMs,
        (what, happen) => this.turn(what, happen),
        (text) => this.#changed(text),
      ),
      BLOBS: this.#bucket(),
      REPOSITORY: {
        getByName: (name: string) => this.#stub(name),
        idFromString: (id: string) => id,
        get: (id: string) => this.#stub(id.replace("-", "/")),
      },
      JOBS: { send: async () => undefined },
      EVENTS: { sendBatch: async () => undefined },
      ...this.#times,
    } as unknown as Bindings;
  }

  #changed(text: string): string {
    const changed = this.#mutant.change?.(text) ?? text;
    return this.isInAlarm ? (this.#mutant.changeAlarm?.(changed) ?? changed) : changed;
  }

  #stub(name: string) {
    return new Proxy(
      {},
      {
        get: (_, method: string) =>
          method === "then"
            ? undefined
            : (...args: unknown[]) => this.turn(`coordinator.${method}`, () => this.#call(name, method, args)).then((answer) => answer),
      },
    );
  }

  #call(name: string, method: string, args: unknown[]): unknown {
    const object = this.#coordinator(name).object as unknown as Record<string, (...given: unknown[]) => unknown>;
    const run = object[method];
    if (!run) throw new Error(`a coordinator has no ${method}`);
    const answer = () => run.apply(object, structuredClone(args));
    return method === "begin" && this.#mutant.reusesKeys ? giveInstead(["object", "tail"], answer) : answer();
  }

  #bucket() {
    const { objects } = this;
    const turn: Turn = (what, happen) => this.turn(what, happen);
    const object = (key: string) => {
      const content = objects.get(key);
      if (content === undefined) return null;
      return {
        key,
        size: Buffer.byteLength(content),
        get body() {
          return new Blob([content]).stream();
        },
      };
    };
    return {
      async put(key: string, body: BodyInit, options: { onlyIf?: unknown; sha256?: string } = {}) {
        const content = await new Response(body).text();
        return turn("R2 put", () => {
          if (options.onlyIf && objects.has(key)) return null;
          if (options.sha256 && createHash("sha256").update(content).digest("hex") !== options.sha256) throw new Error("checksum (10037)");
          objects.set(key, content);
          return { key };
        });
      },
      get: (key: string) => turn("R2 get", () => object(key)),
      head: (key: string) => turn("R2 head", () => object(key)),
      delete: (keys: string[]) => turn("R2 delete", () => keys.forEach((key) => objects.delete(key))),
      list: () =>
        turn("R2 list", () => ({
          objects: [...objects].map(([key, content]) => ({ key, size: Buffer.byteLength(content) })),
          truncated: false,
        })),
    };
  }
}

const dropAll = {
  id: 1,
  priority: 0,
  disabled: false,
  template: "latestPushedK",
  amount: 0,
  selectors: {
    repositories: [{ kind: "doublestar", decoration: "repoMatches", pattern: "**", extras: "" }],
    tags: [{ kind: "doublestar", decoration: "matches", pattern: "dropped*", extras: '{"untagged":true}' }],
  },
};

const artifact = (id: string) =>
  `(select r.name || '@' || a.digest from artifacts a join repositories r on r.id = a.repository_id where a.id = ${id})`;
const blob = (id: string) => `(select digest from blobs where id = ${id})`;
const dumps = [
  `select ${artifact("artifacts.id")} as a, lease_until as l from artifacts order by 1`,
  `select ${artifact("artifact_id")} as a, ${blob("blob_id")} as b from artifact_blobs order by 1, 2`,
  `select ${artifact("parent_id")} as p, ${artifact("child_id")} as c from artifact_children order by 1, 2`,
  `select ${artifact("artifact_id")} as a, digest from artifact_missing order by 1, 2`,
  `select name, ${artifact("artifact_id")} as a from tags order by 1`,
  `select (select name from repositories where id = repository_id) as r, ${blob("blob_id")} as b, lease_until, used from repository_blobs order by 1, 2`,
  "select digest, storage_key, damaged from blobs order by 1",
  "select storage_key, claimed, delete_after from trash order by 1",
  `select kind, case kind when 'artifact' then ${artifact("object_id")} when 'blob' then ${blob("object_id")}
    else (select (select name from repositories where id = repository_id) || ${blob("blob_id")} from repository_blobs where id = object_id) end as o,
    due, cause from gc_candidates order by 1, 2`,
  "select kind, status, cursor, attempt, due_at from tasks order by id",
  "select repository, digest, tags from deleted_artifacts order by 1, 2",
  "select storage_key, first_seen_at from unknown_objects order by 1",
];
