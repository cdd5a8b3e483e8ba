import { rowsOfEach, type Store } from "./db.ts";
import { jsonRows, type Sql, sql } from "./sql.ts";

export interface UserCredentials {
  readonly id: number;
  readonly name: string;
  readonly passwordHash: string;
  readonly sysadmin: number;
}

/** What somebody holds in a project. */
export interface ProjectStanding {
  readonly projectId: number;
  readonly project: string;
  readonly public: number;
  readonly roleId: number | null;
}

const credentialsOf = (username: string): Sql => sql`select id, username as name, password_hash as passwordHash, sysadmin
  from users where username = ${username} collate nocase and disabled = 0`;

/** One row for each role the user has in one of the projects, one without a role where it has none. */
function standingsOf(userId: Sql, projects: readonly string[]): Sql {
  return sql`select p.id as projectId, p.name as project, p.public as public, m.role_id as roleId
    from projects p left join project_members m on m.project_id = p.id and m.user_id = ${userId}
    where p.name in (select value from ${jsonRows(projects)})`;
}

/** A user and what it holds in the projects, in one round trip. */
export async function findCredentialsAndStandings(
  store: Store,
  username: string,
  projects: readonly string[],
): Promise<{ user: UserCredentials | null; standings: ProjectStanding[] }> {
  const id = sql`(select id from users where username = ${username} collate nocase and disabled = 0)`;
  const [users = [], standings = []] = await rowsOfEach(store, [credentialsOf(username), standingsOf(id, projects)]);
  return { user: (users[0] as UserCredentials | undefined) ?? null, standings: standings as unknown as ProjectStanding[] };
}

/** What anybody holds in the projects: whether they are public. */
export async function listPublicStandings(store: Store, projects: readonly string[]): Promise<ProjectStanding[]> {
  const [standings = []] = await rowsOfEach(store, [standingsOf(sql`null`, projects)]);
  return standings as unknown as ProjectStanding[];
}
