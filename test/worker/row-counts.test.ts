/** Stored totals are those that one would count, after whatever this and the other tests have done to the database. */
import { expect, it } from "vitest";
import { api } from "./support/harbor.ts";
import { admin, callJson, createMember, createProject, createUser, fresh, pushImage, query, roles } from "./support/site.ts";

const counted = `
  select 'projects' as kind, 0 as scope, count(*) as value from projects where deleted_at is null
  union all select 'repositories', 0, count(*) from repositories where artifact_total > 0 and deleted_at is null
  union all select 'users', 0, count(*) from users where disabled = 0
  union all select 'user_groups', 0, count(*) from user_groups
  union all select 'stored_bytes', 0, sum(storage_used) from quotas`;
const countedByScope = `
  select 'members' as kind, project_id as scope, count(*) as value from project_members group by project_id
  union all select 'robots', coalesce(project_id, 0), count(*) from robots group by project_id
  union all select 'artifacts', project_id, sum(artifact_count) from repositories where deleted_at is null group by project_id`;
const countedAudit = `
  select 'audit_log' as kind, 0 as scope, count(*) as value from audit_log
  union all select 'audit_log_refused', 0, count(*) from audit_log where success = 0
  union all select 'audit_log', project_id, count(*) from audit_log where project_id is not null group by project_id
  union all select 'audit_log_refused', project_id, count(*) from audit_log where project_id is not null and success = 0 group by project_id`;

interface Count {
  readonly kind: string;
  readonly scope: number;
  readonly value: number;
}

const texts = (counts: readonly Count[]) =>
  counts
    .filter(({ value }) => value !== 0)
    .map(({ kind, scope, value }) => `${kind} ${scope} ${value}`)
    .toSorted();

it("are kept through making, changing and deleting", async () => {
  const project = await createProject();
  const user = await createUser();
  const member = await createMember(project, roles.guest);
  await pushImage(admin, `${project.name}/app`, "1");
  await pushImage(admin, `${project.name}/app`, "2");
  const group = { group_name: fresh("group"), group_type: 1, ldap_group_dn: `cn=${fresh("dn")}` };
  await callJson(admin, "POST", `${api}/usergroups`, group);
  await callJson(member, "DELETE", `${api}/projects/${project.id}`);
  await callJson(admin, "DELETE", `${api}/users/${user.id}`);
  await callJson(admin, "DELETE", `${api}/projects/${project.id}/members/${member.memberId}`);
  await callJson(admin, "DELETE", `${api}/projects/${project.name}/repositories/app/artifacts/1`);
  const gone = await createProject();
  await callJson(admin, "DELETE", `${api}/projects/${gone.id}`);
  await query("delete from audit_log where id in (select id from audit_log order by id limit 3)");
  const parts = await Promise.all([counted, countedByScope, countedAudit].map((text) => query<Count>(text)));
  const stored = await query<Count>("select kind, scope, value from row_counts");
  expect(texts(stored)).toEqual(texts(parts.flat()));
  expect(stored.length).toBeGreaterThan(8);
});

it("every repository knows how many tags point at something", async () => {
  const project = await createProject();
  const repository = `${project.name}/tagged`;
  const { digest } = await pushImage(admin, repository, "1");
  for (const tag of ["2", "3"]) await pushImage(admin, repository, tag);
  const path = `${api}/projects/${project.name}/repositories/tagged`;
  await callJson(admin, "POST", `${path}/artifacts/${digest}/tags`, { name: "stable" });
  await callJson(admin, "DELETE", `${path}/artifacts/2/tags/2`);
  await pushImage(admin, repository, "2");
  await callJson(admin, "DELETE", `${path}/artifacts/3`);
  const [kept] = await query<{ n: number }>("select tag_count as n from repositories where name = 'tagged'");
  expect(kept?.n).toBe(3);
  const wrong = await query(
    `select r.id from repositories r where tag_count <> (select count(*) from tags where repository_id = r.id and artifact_id is not null)`,
  );
  expect(wrong).toEqual([]);
});

it("every artifact knows its repository's project", async () => {
  const wrong = await query(
    "select a.id from artifacts a join repositories r on r.id = a.repository_id where a.project_id is not r.project_id",
  );
  expect(wrong).toEqual([]);
});
