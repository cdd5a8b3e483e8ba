import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { comparableDn } from "../../bridge/src/protocol/dn.ts";

const files = readdirSync("migrations")
  .filter((name) => name.endsWith(".sql"))
  .toSorted();

function apply(database: DatabaseSync, names: readonly string[]): void {
  for (const name of names) {
    for (const statement of readFileSync(`migrations/${name}`, "utf8").split("--> statement-breakpoint")) database.exec(statement);
  }
}

function counts(database: DatabaseSync, tables: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(tables.map((table) => [table, database.prepare(`select count(*) as n from "${table}"`).get()?.n]));
}

/** A little of everything that the first migration knows. */
const populate = `
  insert into site values (1, 'aaaa', 1);
  insert into users (id, username, realname, password_hash, sysadmin, created_at, updated_at) values (1, 'admin', 'a', 'h', 1, 1, 1), (2, 'u', 'u', 'h', 0, 1, 1);
  insert into projects (id, name, owner_id, public, created_at, updated_at) values (1, 'library', 1, 1, 1, 1), (2, 'team', 2, 0, 1, 1);
  insert into project_members (id, project_id, user_id, role_id, created_at, updated_at) values (1, 1, 1, 1, 1, 1), (7, 2, 2, 2, 1, 1);
  insert into repositories (id, project_id, name, created_at) values (1, 1, 'app', 5), (2, 1, 'empty', 6), (3, 1, 'also', 7);
  insert into blobs (id, digest, storage_key, size, created_at) values (1, 'sha256:1', 'k/1', 100, 1), (2, 'sha256:2', 'k/2', 30, 1);
  insert into repository_blobs (id, repository_id, blob_id, lease_until, uploaded_at, used) values (1, 1, 1, 9, 1, 1), (2, 1, 2, 9, 1, 0), (3, 3, 1, 9, 1, 1);
  insert into artifacts (id, repository_id, digest, media_type, artifact_type, subject_digest, body_bytes, size, lease_until, pushed_at, pull_count) values
    (1, 1, 'sha256:a', 'application/vnd.oci.image.manifest.v1+json', 'application/vnd.oci.image.config.v1+json', null, 10, 110, 9, 1, 4),
    (2, 1, 'sha256:b', 'application/vnd.oci.image.index.v1+json', null, null, 10, 20, 9, 1, 0),
    (3, 1, 'sha256:c', 'application/vnd.oci.image.manifest.v1+json', 'application/x.sig', 'sha256:a', 10, 20, 9, 1, 0),
    (4, 3, 'sha256:a', 'application/vnd.oci.image.manifest.v1+json', 'application/vnd.oci.image.config.v1+json', null, 10, 110, 9, 1, 0);
  insert into manifest_bodies values (1, 0, '{}'), (2, 0, '{}'), (3, 0, '{}'), (4, 0, '{}');
  insert into artifact_children values (2, 1);
  insert into artifact_blobs values (1, 1, 1), (4, 3, 1);
  insert into tags (id, repository_id, name, artifact_id, version_ms, version_counter, version_site, pushed_at) values (1, 1, 'index', 2, 1, 0, 'aaaa', 1);
  insert into audit_log (at, actor, operation, resource_type, resource, success, request_id) values (1, 'admin', 'create', 'project', 'library', 1, 'r');
`;

it("migrations keep every row of a populated database, and count what is there", () => {
  const database = new DatabaseSync(":memory:");
  database.exec("pragma foreign_keys = on");
  apply(database, files.slice(0, 1));
  database.exec(populate);
  const tables = database
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    .all()
    .map(({ name }) => String(name));
  const before = counts(database, tables);
  database.exec("begin");
  apply(database, files.slice(1));
  database.exec("commit");
  expect(counts(database, tables)).toEqual(before);
  expect(database.prepare("pragma foreign_key_check").all()).toEqual([]);
  expect(database.prepare("select id, user_id, group_id, role_id from project_members order by id").all()).toMatchObject([
    { id: 1, user_id: 1, group_id: null, role_id: 1 },
    { id: 7, user_id: 2, group_id: null, role_id: 2 },
  ]);
  expect(database.prepare("select project_id, storage_used from quotas order by 1").all()).toMatchObject([
    { project_id: 1, storage_used: 100 },
    { project_id: 2, storage_used: 0 },
  ]);
  // The child of an index and the signature are shown under others.
  expect(
    database
      .prepare("select id, listed from artifacts order by id")
      .all()
      .map(({ listed }) => listed),
  ).toEqual([0, 1, 0, 1]);
  expect(
    database.prepare("select artifact_total, artifact_count, tag_count, pull_count from repositories order by id").all(),
  ).toMatchObject([
    { artifact_total: 3, artifact_count: 1, tag_count: 1, pull_count: 4 },
    { artifact_total: 0, artifact_count: 0, tag_count: 0, pull_count: 0 },
    { artifact_total: 1, artifact_count: 1, tag_count: 0, pull_count: 0 },
  ]);
  expect(database.prepare("select repository_count from projects order by id").all()).toMatchObject([
    { repository_count: 2 },
    { repository_count: 0 },
  ]);
});

it("groups that were there before are found by their DN as it is compared", () => {
  const database = new DatabaseSync(":memory:");
  const brings = files.findIndex((name) => readFileSync(`migrations/${name}`, "utf8").includes("ADD `dn_key`"));
  apply(database, files.slice(0, brings));
  database.exec(`insert into user_groups (id, name, type, ldap_dn, created_at, updated_at) values
    (1, 'dev', 1, 'CN=Dev, OU=Groups,DC=x', 1, 1), (2, 'oidc', 3, '', 1, 1)`);
  apply(database, files.slice(brings));
  const keys = database.prepare("select dn_key from user_groups order by id").all();
  expect(keys).toMatchObject([{ dn_key: comparableDn("CN=Dev, OU=Groups,DC=x") }, { dn_key: "" }]);
});

it("triggers take back what they counted", () => {
  const database = new DatabaseSync(":memory:");
  database.exec("pragma foreign_keys = on");
  apply(database, files.slice(0, 1));
  database.exec(populate);
  apply(database, files.slice(1));
  const used = () => database.prepare("select storage_used as used from quotas where project_id = 1").get()?.used;
  database.exec("delete from artifact_blobs where artifact_id = 4");
  expect(used()).toBe(100);
  database.exec("delete from artifact_blobs where artifact_id = 1");
  expect(used()).toBe(0);
  database.exec("insert into artifact_blobs values (1, 1, 2)");
  expect(used()).toBe(30);
  database.exec("delete from artifact_children");
  expect(database.prepare("select listed from artifacts where id = 1").get()?.listed).toBe(1);
  database.exec("delete from manifest_bodies where artifact_id = 4; delete from artifacts where id = 4");
  expect(database.prepare("select repository_count as n from projects where id = 1").get()?.n).toBe(1);
});

it("docs/storage.md names every table", () => {
  const database = new DatabaseSync(":memory:");
  apply(database, files);
  const documented = readFileSync("docs/storage.md", "utf8");
  const tables = database
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '%_search_%'")
    .all()
    .map(({ name }) => String(name));
  expect(tables.length).toBeGreaterThan(25);
  expect(tables.filter((table) => !documented.includes(`\`${table}\``))).toEqual([]);
});

it("a first project that was made without a quota gets one, with what it stores; the others keep theirs", () => {
  const at = files.indexOf("0017_quota_of_library.sql");
  const database = new DatabaseSync(":memory:");
  apply(database, files.slice(0, 1));
  database.exec(populate);
  apply(database, files.slice(1, at));
  database.exec("delete from quotas where project_id = 1; update quotas set storage_limit = 500 where project_id = 2");
  const stored = () => database.prepare("select value from row_counts where kind = 'stored_bytes'").get()?.value;
  expect(stored()).toBe(0);
  apply(database, files.slice(at));
  expect(database.prepare("select project_id, storage_limit, storage_used from quotas order by 1").all()).toMatchObject([
    { project_id: 1, storage_limit: -1, storage_used: 100 },
    { project_id: 2, storage_limit: 500, storage_used: 0 },
  ]);
  expect(stored()).toBe(100);
});
