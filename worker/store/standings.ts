/** Accounts as they log in, with what they may do in the projects that a request names: one round trip. */
import { type ActorKey, mayInProject, mayInSystem } from "./access.ts";
import { rowsOfEach, type Store } from "./db.ts";
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

/** The enabled account of that name, a person's or a robot's, and what it may do in the projects. */
export async function findCredentials(
  store: Store,
  username: string,
  projects: readonly string[],
): Promise<{ account: UserCredentials | RobotCredentials | null; standings: Standings }> {
  const user = { kind: "user", id: sql`(select id from users where username = ${username} collate nocase and disabled = 0)` } as const;
  const robot = { kind: "robot", id: robotId(username) } as const;
  const [users = [], robots = [], asUser = [], asRobot = [], siteAsUser = [], siteAsRobot = []] = await rowsOfEach(store, [
    sql`select 'user' as kind, id, username as name, password_hash as secretHash, sysadmin from users where id = ${user.id}`,
    sql`select 'robot' as kind, id, ${username} as name, secret_hash as secretHash, salt from robots
      where id = ${robot.id} and disabled = 0 and (expires_at is null or expires_at > ${nowMs})`,
    standingsOf(user, projects),
    standingsOf(robot, projects),
    siteOf(user),
    siteOf(robot),
  ]);
  const account = (users[0] ?? robots[0] ?? null) as UserCredentials | RobotCredentials | null;
  const isUser = account?.kind !== "robot";
  return { account, standings: standingsFrom(isUser ? asUser : asRobot, isUser ? siteAsUser : siteAsRobot) };
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
