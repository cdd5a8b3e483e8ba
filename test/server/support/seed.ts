/** A large site, written by SQL: what thousands of people leave behind in years. */
interface Database {
  prepare(text: string): { run(): Promise<unknown> };
}

const counts = {
  projects: 1000,
  repositories: 20_000,
  artifacts: 200_000,
  tags: 20_000,
  users: 2000,
  groups: 500,
  audit: 300_000,
} as const;

/** The repository with all the tags, ten of each artifact. */
export const crowded = { project: "seed-0001", repository: "crowded" } as const;

const numbers = (count: number, first = 1) => `with recursive n(i) as (select ${first} union all select i + 1 from n where i < ${count})`;

const rowsEach = 20_000;

/** As several statements of so many rows: one that takes long on a busy machine loses its connection. */
function inParts(count: number, statement: (rows: string, first: number, last: number) => string): string[] {
  return Array.from({ length: Math.ceil(count / rowsEach) }, (_, i) => {
    const [first, last] = [i * rowsEach + 1, Math.min(count, (i + 1) * rowsEach)];
    return statement(numbers(last, first), first, last);
  });
}

/** Everything is private but one project in fifty; one project holds a quarter of the repositories. */
export async function seed(database: Database): Promise<void> {
  const { projects, repositories, artifacts, tags, users, groups, audit } = counts;
  // A quarter of the repositories are in one project.
  const home = (i: string) => `case when ${i} % 4 = 0 then '${crowded.project}' else printf('seed-%04d', 1 + ${i} % ${projects}) end`;
  const digest = (expression: string) => `'sha256:' || printf('%064x', ${expression})`;
  const statements = [
    `${numbers(users)} insert into users (username, email, realname, password_hash, created_at, updated_at)
      select printf('seed-%04d', i), printf('seed-%04d@example.com', i), 'Seed', 'x', i, i from n`,
    `${numbers(groups)} insert into user_groups (name, type, ldap_dn, created_at, updated_at) select printf('group-%04d', i), 1, 'cn=' || i, i, i from n`,
    `${numbers(projects)} insert into projects (name, owner_id, public, created_at, updated_at)
      select printf('seed-%04d', i), 1, i % 50 = 0, i, i from n`,
    `insert into quotas (project_id, storage_limit, created_at, updated_at) select id, -1, 1, 1 from projects where name like 'seed-%'`,
    `update quotas set storage_used = id * 1000 where project_id in (select id from projects where name like 'seed-%')`,
    `insert into project_metadata (project_id, key, value) select id, 'auto_scan', 'false' from projects where name like 'seed-%'`,
    `insert into project_members (project_id, user_id, role_id, created_at, updated_at)
      select p.id, u.id, 2, 1, 1 from projects p join users u on u.username in
        (printf('seed-%04d', 2 + p.id % 1999), printf('seed-%04d', 2 + (p.id * 7) % 1999)) where p.name like 'seed-%'
       `,
    `${numbers(projects * 5)} insert into robots (name, level, project_id, secret_hash, salt, duration, creator_type, creator_id, created_at, updated_at)
      select 'robot-' || i, case when i % 5 = 0 then 'system' else 'project' end,
        case when i % 5 = 0 then null else (select id from projects where name = printf('seed-%04d', 1 + i % ${projects})) end, 'x', 'x', -1, 'local', 1, i, i from n`,
    `${numbers(200)} insert into labels (name, project_id, created_at, updated_at)
      select 'label-' || i, case when i % 2 = 0 then null else (select id from projects where name = '${crowded.project}') end, i, i from n`,
    `insert into repositories (project_id, name, created_at, updated_at) select id, '${crowded.repository}', 1, 1 from projects where name = '${crowded.project}'`,
    `${numbers(repositories)} insert into repositories (project_id, name, created_at, updated_at)
      select p.id, printf('team/app-%05d', i), i, i from n join projects p on p.name = ${home("i")}`,
    ...inParts(
      artifacts,
      (
        rows,
      ) => `${rows} insert into artifacts (repository_id, digest, media_type, type, extra_attrs, body_bytes, size, lease_until, pushed_at, pulled_at)
      select r.id, ${digest("n.i")}, 'application/vnd.oci.image.manifest.v1+json', 'IMAGE', '{}', 500, 1000000 + i, 0, i, i
      from n join projects p on p.name = ${home(`(1 + i % ${repositories})`)}
      join repositories r on r.project_id = p.id and r.name = printf('team/app-%05d', 1 + i % ${repositories})`,
    ),
    ...inParts(
      artifacts,
      (_, first, last) => `insert into tags (repository_id, name, artifact_id, version_ms, version_counter, version_site, pushed_at)
      select repository_id, 'v' || id, id, 1, 0, 'seed', pushed_at from artifacts where id between ${first} and ${last}`,
    ),
    `${numbers(tags / 10)} insert into artifacts (repository_id, digest, media_type, type, extra_attrs, body_bytes, size, lease_until, pushed_at)
      select (select id from repositories where name = '${crowded.repository}'), ${digest(`n.i + ${artifacts}`)},
        'application/vnd.oci.image.manifest.v1+json', 'IMAGE', '{}', 500, 1000000 + i, 0, i from n`,
    `${numbers(10)} insert into tags (repository_id, name, artifact_id, version_ms, version_counter, version_site, pushed_at)
      select a.repository_id, 'build-' || a.id || '-' || i, a.id, 1, 0, 'seed', a.pushed_at
      from artifacts a, n where a.repository_id = (select id from repositories where name = '${crowded.repository}')`,
    ...inParts(
      audit,
      (rows) => `${rows} insert into audit_log (at, actor, project_id, operation, resource_type, resource, success, request_id)
      select 1700000000000 + i * 1000, printf('seed-%04d', 1 + i % ${users}), 2 + i % ${projects}, case i % 3 when 0 then 'create' when 1 then 'pull' else 'delete' end,
        'artifact', 'seed/app:' || i, (i / 1000) % 10 > 0, 'seed' from n`,
    ),
    // As D1 keeps it.
    "analyze",
  ];
  for (const statement of statements) await database.prepare(statement).run();
}
