import { z } from "@hono/zod-openapi";
import { importPeople, pingDirectory, searchDirectoryGroups, searchPeople } from "../../domain/directory/people.ts";
import { apiRouter, operation } from "./operation.ts";
import { LdapConf, LdapImportUsers, LdapPingResult, LdapUser } from "./schemas/directory.ts";
import { UserGroup } from "./schemas/projects.ts";

export const ldap = apiRouter();

const tag = "Ldap";

operation(
  ldap,
  {
    operation: "POST /ldap/ping",
    id: "pingLdap",
    tag,
    body: LdapConf.optional(),
    answer: { json: LdapPingResult, means: "whether the directory can be asked" },
    fails: [400, 401, 403, 415, 422],
    description: "With no body the configuration as it is; what the body has is tried instead of it.",
  },
  async ({ ctx, body }) => {
    const { ldap_connection_timeout: timeout, ...given } = body ?? {};
    const values = Object.entries({ ...given, ldap_timeout: timeout }).filter((entry): entry is [string, string | number | boolean] => {
      const [, value] = entry;
      return value !== undefined && value !== "";
    });
    return pingDirectory(ctx, Object.fromEntries(values));
  },
);

operation(
  ldap,
  {
    operation: "GET /ldap/users/search",
    id: "searchLdapUser",
    tag,
    query: { username: z.string().optional() },
    answer: { json: z.array(LdapUser), means: "people whose name contains the text, 200 at most" },
    fails: [400, 401, 403, 412, 503],
  },
  async ({ ctx, query }) => {
    const people = await searchPeople(ctx, query.username ?? "");
    return people.map(({ name, realname, email }) => ({ username: name, realname, email }));
  },
);

operation(
  ldap,
  {
    operation: "POST /ldap/users/import",
    id: "importLdapUser",
    tag,
    body: LdapImportUsers,
    answer: { done: true },
    fails: [400, 401, 403, 404, 412, 415, 422, 503],
    description: "404 lists those who could not be imported; all others were.",
  },
  async ({ ctx, body }) => {
    const failed = await importPeople(ctx, body.ldap_uid_list ?? []);
    if (failed.length === 0) return;
    return Response.json(
      failed.map(({ name, error }) => ({ uid: name, error })),
      { status: 404 },
    );
  },
);

operation(
  ldap,
  {
    operation: "GET /ldap/groups/search",
    id: "searchLdapGroup",
    tag,
    query: { groupname: z.string().optional(), groupdn: z.string().optional() },
    answer: { json: z.array(UserGroup), means: "groups whose name contains the text, or the one with the DN; 200 at most" },
    fails: [400, 401, 403, 412, 503],
  },
  async ({ ctx, query }) => {
    const groups = await searchDirectoryGroups(ctx, { name: query.groupname ?? "", dn: query.groupdn ?? "" });
    return groups.map(({ dn, name }) => ({ group_name: name, group_type: 1, ldap_group_dn: dn }));
  },
);
