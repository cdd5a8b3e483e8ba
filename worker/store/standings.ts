/** Accounts as they log in, with what they may do in the projects that a request names: one round trip. */
import { type ActorKey, mayInProject, mayInSystem } from "./access.ts";
import { rowsOfEach, type Store } from "./db.ts";
import { type DirectoryAccountRow, directoryAccountId, selectDirectoryAccount } from "./directory-accounts.ts";
import { selectStoredDirectory, type StoredDirectory, storedDirectoryFrom } from "./directory-configuration.ts";
import { jsonRows, nowMs, type Sql, sql } from "./sql.ts";

export interface UserCredentials {
  readonly kind: "user";
  readonly id: number;
  readonly name: string;
  readonly secretHash: string;
  readonly sysadmin: number;
}

export interface RobotCredentials {
  readonly kind: "robot";
  readonly id: number;
  readonly name: string;
  readonly secretHash: string;
  readonly salt: string;
}

/** What somebody may do in the repositories of a project. */
export interface ProjectStanding {
  readonly projectId: number;
  readonly project: string;
  readonly pull: number;
  readonly push: number;
  readonly delete: number;
}

export interface Standings {
  readonly projects: readonly ProjectStanding[];
  /** May list all repositories. */
  readonly catalog: boolean;
  /** Seconds that a token lives, when configured. */
  readonly tokenSeconds: number | null;
}

function standingsOf(actor: ActorKey, projects: readonly string[]): Sql {
  const may = (action: string) => mayInProject(actor, sql`q.id`, { resource: "repository", action });
  return sql`select q.id as projectId, q.name as project, (${may("pull")}) as pull, (${may("push")}) as push, (${may("delete")}) as "delete"
    from projects q where q.name in (select value from ${jsonRows(projects)})`;
}

const siteOf = (actor: ActorKey): Sql => sql`select (${mayInSystem(actor, { resource: "catalog", action: "read" })}) as catalog,
  (select cast(value as integer) * 60 from configuration where key = 'token_expiration') as tokenSeconds`;

/** What follows the configured prefix in a robot's name, or null. */
const robotRest = (username: string): Sql => sql`(select case when substr(${username}, 1, length(prefix)) = prefix
  then substr(${username}, length(prefix) + 1) end from (select coalesce((select value from configuration where key = 'robot_name_prefix'), 'robot$') as prefix))`;

/** `<name>` is a robot of the system, `<project>+<name>` of a project; neither name has a plus. */
const robotId = (username: string): Sql => sql`(select coalesce(
    (select id from robots where project_id is null and name = n.rest),
    (select r.id from projects p join robots r on r.project_id = p.id and r.name = substr(n.rest, instr(n.rest, '+') + 1)
      where p.name = substr(n.rest, 1, instr(n.rest, '+') - 1)))
  from (select ${robotRest(username)} as rest) n)`;

/** An account, and what it may do in the projects. */
export interface Standing<Account> {
  readonly account: Account;
  readonly standings: Standings;
}

export interface FoundCredentials {
  /** A person with a password here, or a robot. */
  readonly local: Standing<UserCredentials | RobotCredentials> | null;
  /** Somebody whom the directory has let in before. */
  readonly directory: Standing<DirectoryAccountRow> | null;
  readonly storedDirectory: StoredDirectory;
}

/**
 * The enabled accounts of that name, and what is known of the directory.
 *
 * @param names.directory what the directory would be asked for
 */
export async function findCredentials(
  store: Store,
  names: { readonly username: string; readonly directory: string },
  projects: readonly string[],
): Promise<FoundCredentials> {
  const { username } = names;
  const user = {
    kind: "user",
    id: sql`(select id from users where username = ${username} collate nocase and disabled = 0 and provider = 'local')`,
  } as const;
  const robot = { kind: "robot", id: robotId(username) } as const;
  const person = { kind: "user", id: directoryAccountId(names.directory) } as const;
  const actors = [user, robot, person] as const;
  const [users = [], robots = [], people = [], configuration = [], bridges = [], ...rest] = await rowsOfEach(store, [
    sql`select 'user' as kind, id, username as name, password_hash as secretHash, sysadmin from users where id = ${user.id}`,
    sql`select 'robot' as kind, id, ${username} as name, secret_hash as secretHash, salt from robots
      where id = ${robot.id} and disabled = 0 and (expires_at is null or expires_at > ${nowMs})`,
    selectDirectoryAccount(names.directory),
    ...selectStoredDirectory,
    ...actors.flatMap((actor) => [standingsOf(actor, projects), siteOf(actor)]),
  ]);
  const standing = (index: number) => standingsFrom(rest[index * 2] ?? [], rest[index * 2 + 1] ?? []);
  const account = (users[0] ?? robots[0] ?? null) as UserCredentials | RobotCredentials | null;
  const known = (people[0] ?? null) as DirectoryAccountRow | null;
  return {
    local: account && { account, standings: standing(account.kind === "user" ? 0 : 1) },
    directory: known && { account: known, standings: standing(2) },
    storedDirectory: storedDirectoryFrom(configuration, bridges),
  };
}

/** Somebody of the directory, and what he may do in the projects now. For the end of a batch; `directoryStandingFrom` reads their rows. */
export function selectDirectoryStanding(name: string, projects: readonly string[]): readonly [Sql, Sql, Sql] {
  const actor = { kind: "user", id: directoryAccountId(name) } as const;
  return [selectDirectoryAccount(name), standingsOf(actor, projects), siteOf(actor)];
}

export function directoryStandingFrom(answers: Record<string, unknown>[][]): Standing<DirectoryAccountRow> | null {
  const [people = [], projects = [], site = []] = answers.slice(-3);
  const account = (people[0] ?? null) as DirectoryAccountRow | null;
  return account && { account, standings: standingsFrom(projects, site) };
}

export async function findDirectoryStanding(
  store: Store,
  name: string,
  projects: readonly string[],
): Promise<Standing<DirectoryAccountRow> | null> {
  return directoryStandingFrom(await rowsOfEach(store, selectDirectoryStanding(name, projects)));
}

/** What anybody may do in the projects. */
export async function listPublicStandings(store: Store, projects: readonly string[]): Promise<Standings> {
  const anybody = { kind: "anonymous" } as const;
  const [found = [], site = []] = await rowsOfEach(store, [standingsOf(anybody, projects), siteOf(anybody)]);
  return standingsFrom(found, site);
}

function standingsFrom(projects: Record<string, unknown>[], site: Record<string, unknown>[]): Standings {
  const seconds = site[0]?.tokenSeconds;
  return {
    projects: projects as unknown as ProjectStanding[],
    catalog: site[0]?.catalog === 1,
    tokenSeconds: typeof seconds === "number" && seconds > 0 ? seconds : null,
  };
}
