// oxlint-disable max-lines -- the whole schema is one page, as it is one database
/**
 * The D1 schema, from which drizzle-kit writes `migrations/`. docs/storage.md says what each table is for.
 *
 * Times are integers in milliseconds since 1970 UTC. Ids are AUTOINCREMENT: clients keep them, so none is used twice.
 * There is no ON DELETE CASCADE: rebuilding a table in a migration would fire it.
 */
import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

const id = () => integer("id").primaryKey({ autoIncrement: true });

export const site = sqliteTable(
  "site",
  {
    id: integer("id").primaryKey(),
    siteId: text("site_id").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  () => [check("site_is_one_row", sql`id = 1`)],
);

export const configuration = sqliteTable("configuration", {
  key: text("key").primaryKey(),
  value: text("value").notNull(),
});

export const signingKeys = sqliteTable("signing_keys", {
  kid: text("kid").primaryKey(),
  publicJwk: text("public_jwk").notNull(),
  privateJwkSealed: text("private_jwk_sealed").notNull(),
  createdAt: integer("created_at").notNull(),
  signsUntil: integer("signs_until").notNull(),
  verifiesUntil: integer("verifies_until").notNull(),
});

/** Roles are rows: a custom role needs no code. Id 0 is what everybody may do in a public project. */
export const roles = sqliteTable("roles", {
  id: id(),
  name: text("name").notNull(),
});

export const rolePermissions = sqliteTable(
  "role_permissions",
  {
    resource: text("resource").notNull(),
    action: text("action").notNull(),
    roleId: integer("role_id")
      .notNull()
      .references(() => roles.id),
  },
  (t) => [primaryKey({ columns: [t.resource, t.action, t.roleId] })],
);

export const users = sqliteTable(
  "users",
  {
    id: id(),
    username: text("username").notNull(),
    email: text("email"),
    realname: text("realname").notNull(),
    comment: text("comment").notNull().default(""),
    passwordHash: text("password_hash").notNull(),
    passwordMustChange: integer("password_must_change").notNull().default(0),
    sysadmin: integer("sysadmin").notNull().default(0),
    disabled: integer("disabled").notNull().default(0),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
    /** Who says whether a password is right: `local` or `ldap`. */
    provider: text("provider").notNull().default("local"),
    /** In the directory's group of administrators when the directory was asked last. */
    directoryAdmin: integer("directory_admin").notNull().default(0),
  },
  (t) => [
    uniqueIndex("users_username").on(sql`${t.username} collate nocase`),
    uniqueIndex("users_email").on(sql`${t.email} collate nocase`),
  ],
);

/** What the directory said last of those whose provider is `ldap`. */
export const directoryAccounts = sqliteTable(
  "directory_accounts",
  {
    userId: integer("user_id")
      .primaryKey()
      .references(() => users.id),
    /** As the directory writes it; `users.username` is another when a local account has it. */
    name: text("name").notNull(),
    dn: text("dn").notNull(),
    /** JSON array of DNs as they are compared, nested groups included. */
    groups: text("groups").notNull(),
    checkedAt: integer("checked_at").notNull(),
    /** Rises when what its rights come from changes: tokens from before are void. */
    version: integer("version").notNull().default(1),
  },
  (t) => [uniqueIndex("directory_accounts_name").on(sql`${t.name} collate nocase`)],
);

/** Programs beside a directory that may answer for it. */
export const bridges = sqliteTable(
  "bridges",
  {
    id: id(),
    name: text("name").notNull(),
    /** RFC 7638, of the key that it proves at each connection; null until it is enrolled. */
    keyThumbprint: text("key_thumbprint"),
    enrolledAt: integer("enrolled_at"),
    /** SHA-256 of the one-time token; null once it was used. */
    tokenHash: text("token_hash"),
    tokenExpiresAt: integer("token_expires_at"),
    /** Set: its key opens nothing any more. The row stays, so that a revoked key is told from an unknown one. */
    revokedAt: integer("revoked_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("bridges_name")
      .on(sql`${t.name} collate nocase`)
      .where(sql`revoked_at is null`),
    uniqueIndex("bridges_key")
      .on(t.keyThumbprint)
      .where(sql`key_thumbprint is not null`),
    uniqueIndex("bridges_token")
      .on(t.tokenHash)
      .where(sql`token_hash is not null`),
  ],
);

export const sessions = sqliteTable(
  "sessions",
  {
    /** SHA-256 of the cookie's value. */
    idHash: text("id_hash").primaryKey(),
    userId: integer("user_id")
      .notNull()
      .references(() => users.id),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (t) => [index("sessions_by_user").on(t.userId), index("sessions_by_expiry").on(t.expiresAt)],
);

export const userGroups = sqliteTable(
  "user_groups",
  {
    id: id(),
    name: text("name").notNull(),
    /** Harbor's: 1 LDAP, 2 HTTP, 3 OIDC. */
    type: integer("type").notNull(),
    /** Of LDAP groups, as the directory writes it; empty for others. */
    ldapDn: text("ldap_dn").notNull().default(""),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
    /** The DN as it is compared; empty for others. */
    dnKey: text("dn_key").notNull().default(""),
  },
  (t) => [
    uniqueIndex("user_groups_dn")
      .on(sql`${t.ldapDn} collate nocase`)
      .where(sql`ldap_dn <> ''`),
    uniqueIndex("user_groups_name")
      .on(t.type, t.name)
      .where(sql`ldap_dn = ''`),
    index("user_groups_by_name").on(sql`${t.name} collate nocase`),
    index("user_groups_by_dn_key")
      .on(t.dnKey)
      .where(sql`dn_key <> ''`),
  ],
);

export const userGroupMembers = sqliteTable(
  "user_group_members",
  {
    userId: integer("user_id")
      .notNull()
      .references(() => users.id),
    groupId: integer("group_id")
      .notNull()
      .references(() => userGroups.id),
  },
  (t) => [primaryKey({ columns: [t.userId, t.groupId] }), index("user_group_members_by_group").on(t.groupId)],
);

export const projects = sqliteTable(
  "projects",
  {
    id: id(),
    name: text("name").notNull(),
    ownerId: integer("owner_id")
      .notNull()
      .references(() => users.id),
    public: integer("public").notNull().default(0),
    /** Repositories that hold an artifact; kept by triggers. */
    repositoryCount: integer("repository_count").notNull().default(0),
    /** Counts the changes of `immutable_rules`: what was decided by them is committed only while they are the same. */
    immutableVersion: integer("immutable_version").notNull().default(0),
    /** Set: nobody sees it any more, and a job takes its rows away. Its name is free again. */
    deletedAt: integer("deleted_at"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("projects_name").on(t.name),
    index("projects_public")
      .on(t.name)
      .where(sql`public = 1`),
    index("projects_by_creation").on(t.createdAt),
    index("projects_by_update").on(t.updatedAt),
    index("projects_deleted")
      .on(t.deletedAt)
      .where(sql`deleted_at is not null`),
  ],
);

export const quotas = sqliteTable(
  "quotas",
  {
    id: id(),
    projectId: integer("project_id")
      .notNull()
      .references(() => projects.id),
    /** Bytes; -1: none. */
    storageLimit: integer("storage_limit").notNull(),
    /** Sum of the sizes in `project_blobs`; kept by triggers. */
    storageUsed: integer("storage_used").notNull().default(0),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("quotas_project").on(t.projectId),
    index("quotas_by_used").on(t.storageUsed),
    index("quotas_by_limit").on(t.storageLimit),
  ],
);

/** Project id 0 is the site's own list. */
export const cveAllowlists = sqliteTable("cve_allowlists", {
  projectId: integer("project_id").primaryKey(),
  /** JSON array of `{cve_id}`. */
  items: text("items").notNull(),
  /** Seconds since 1970; null: never. */
  expiresAt: integer("expires_at"),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
});

export const projectMetadata = sqliteTable(
  "project_metadata",
  {
    projectId: integer("project_id")
      .notNull()
      .references(() => projects.id),
    key: text("key").notNull(),
    value: text("value").notNull(),
  },
  (t) => [primaryKey({ columns: [t.projectId, t.key] })],
);

export const projectMembers = sqliteTable(
  "project_members",
  {
    id: id(),
    projectId: integer("project_id")
      .notNull()
      .references(() => projects.id),
    /** Either a person or a group. */
    userId: integer("user_id").references(() => users.id),
    groupId: integer("group_id").references(() => userGroups.id),
    roleId: integer("role_id")
      .notNull()
      .references(() => roles.id),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("project_members_user").on(t.projectId, t.userId),
    uniqueIndex("project_members_group").on(t.projectId, t.groupId),
    // Partial, since most rows have no group, and a plan would take the index for one of a single value.
    index("project_members_by_user")
      .on(t.userId)
      .where(sql`user_id is not null`),
    index("project_members_by_group")
      .on(t.groupId)
      .where(sql`group_id is not null`),
    check("member_is_one", sql`(user_id is null) <> (group_id is null)`),
  ],
);

export const robots = sqliteTable(
  "robots",
  {
    id: id(),
    /** Without the prefix; of a project's robot without the project. */
    name: text("name").notNull(),
    /** `system` or `project`. */
    level: text("level").notNull(),
    /** Null for system robots. */
    projectId: integer("project_id").references(() => projects.id),
    description: text("description").notNull().default(""),
    secretHash: text("secret_hash").notNull(),
    salt: text("salt").notNull(),
    /** Days; -1: never expires. */
    duration: integer("duration").notNull(),
    /** Null: never. */
    expiresAt: integer("expires_at"),
    disabled: integer("disabled").notNull().default(0),
    /** `local` (a person) or `robot`, and its id. */
    creatorType: text("creator_type").notNull(),
    creatorId: integer("creator_id").notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("robots_name_in_project")
      .on(t.projectId, t.name)
      .where(sql`project_id is not null`),
    uniqueIndex("robots_name_in_system")
      .on(t.name)
      .where(sql`project_id is null`),
    index("robots_by_level").on(t.level),
  ],
);

export const robotPermissions = sqliteTable(
  "robot_permissions",
  {
    id: id(),
    robotId: integer("robot_id")
      .notNull()
      .references(() => robots.id),
    /** `system` or `project`. */
    kind: text("kind").notNull(),
    /** Null: every project, or the system. */
    projectId: integer("project_id").references(() => projects.id),
    resource: text("resource").notNull(),
    action: text("action").notNull(),
    /** `allow` or `deny`. */
    effect: text("effect").notNull(),
  },
  (t) => [index("robot_permissions_what").on(t.robotId, t.resource, t.action), index("robot_permissions_by_project").on(t.projectId)],
);

export const repositories = sqliteTable(
  "repositories",
  {
    id: id(),
    projectId: integer("project_id")
      .notNull()
      .references(() => projects.id),
    /** The path below the project: `team/app` of `library/team/app`. */
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    pullCount: integer("pull_count").notNull().default(0),
    /** Artifacts of any kind, and those that lists show; kept by triggers. */
    artifactTotal: integer("artifact_total").notNull().default(0),
    artifactCount: integer("artifact_count").notNull().default(0),
    /** Tags that point at something; kept by triggers. */
    tagCount: integer("tag_count").notNull().default(0),
    /** Set: nobody sees it, and nothing can be pushed until a job has taken its artifacts away. */
    deletedAt: integer("deleted_at"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull().default(0),
  },
  (t) => [
    uniqueIndex("repositories_name").on(t.projectId, t.name),
    index("repositories_held")
      .on(t.projectId, t.createdAt)
      .where(sql`artifact_total > 0`),
    index("repositories_held_by_update")
      .on(t.projectId, t.updatedAt)
      .where(sql`artifact_total > 0`),
    index("repositories_updated")
      .on(t.updatedAt)
      .where(sql`artifact_total > 0`),
    index("repositories_deleted")
      .on(t.deletedAt)
      .where(sql`deleted_at is not null`),
  ],
);

export const blobs = sqliteTable(
  "blobs",
  {
    id: id(),
    digest: text("digest").notNull(),
    storageKey: text("storage_key").notNull(),
    size: integer("size").notNull(),
    damaged: integer("damaged").notNull().default(0),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [uniqueIndex("blobs_digest").on(t.digest), uniqueIndex("blobs_storage_key").on(t.storageKey)],
);

export const repositoryBlobs = sqliteTable(
  "repository_blobs",
  {
    id: id(),
    repositoryId: integer("repository_id")
      .notNull()
      .references(() => repositories.id),
    blobId: integer("blob_id")
      .notNull()
      .references(() => blobs.id),
    leaseUntil: integer("lease_until").notNull(),
    uploadedAt: integer("uploaded_at").notNull(),
    /** 1 once an artifact referenced it; such a link's lease is renewed without bound. */
    used: integer("used").notNull().default(0),
    /** Of the repository; kept here so that a project's pending bytes are found by one index. */
    projectId: integer("project_id").references(() => projects.id),
    /** Artifacts that reference it now; kept by triggers. */
    referenceCount: integer("reference_count").notNull().default(0),
  },
  (t) => [
    uniqueIndex("repository_blobs_link").on(t.repositoryId, t.blobId),
    index("repository_blobs_by_blob").on(t.blobId),
    index("repository_blobs_pending")
      .on(t.projectId, t.leaseUntil)
      .where(sql`reference_count = 0`),
  ],
);

/** Distinct blobs that artifacts of a project reference, with how often; kept by triggers. */
export const projectBlobs = sqliteTable(
  "project_blobs",
  {
    projectId: integer("project_id")
      .notNull()
      .references(() => projects.id),
    blobId: integer("blob_id")
      .notNull()
      .references(() => blobs.id),
    referenceCount: integer("reference_count").notNull(),
  },
  (t) => [primaryKey({ columns: [t.projectId, t.blobId] }), index("project_blobs_by_blob").on(t.blobId)],
);

export const artifacts = sqliteTable(
  "artifacts",
  {
    id: id(),
    repositoryId: integer("repository_id")
      .notNull()
      .references(() => repositories.id),
    /** Of the repository; kept here by a trigger, so that a project's artifacts are found by one index. */
    projectId: integer("project_id").references(() => projects.id),
    digest: text("digest").notNull(),
    mediaType: text("media_type").notNull(),
    /** As in a referrers descriptor: `artifactType`, else the config's media type; null when there is neither. */
    artifactType: text("artifact_type"),
    subjectDigest: text("subject_digest"),
    /** `IMAGE`, `CHART`, …: what people see (Harbor). */
    type: text("type").notNull().default("UNKNOWN"),
    configDigest: text("config_digest"),
    /** JSON of what the config says; null until somebody looked at it. */
    extraAttrs: text("extra_attrs"),
    /** Shown under another artifact: Harbor's accessory type and that artifact's digest. */
    accessoryType: text("accessory_type"),
    accessoryOf: text("accessory_of"),
    /** 1: lists show it. An untagged child of an index and an accessory are shown under others. Kept by triggers. */
    listed: integer("listed").notNull().default(0),
    /** JSON, for artifacts with a subject; null when longer than 64 KiB: then it is read from the body. */
    annotations: text("annotations"),
    bodyBytes: integer("body_bytes").notNull(),
    /** Body and every descriptor it names: what Harbor shows as the artifact's size. */
    size: integer("size").notNull(),
    leaseUntil: integer("lease_until").notNull(),
    pushedAt: integer("pushed_at").notNull(),
    pulledAt: integer("pulled_at"),
    pullCount: integer("pull_count").notNull().default(0),
  },
  (t) => [
    uniqueIndex("artifacts_digest").on(t.repositoryId, t.digest),
    index("artifacts_by_subject")
      .on(t.repositoryId, t.subjectDigest)
      .where(sql`subject_digest is not null`),
    index("artifacts_by_accessory")
      .on(t.repositoryId, t.accessoryOf)
      .where(sql`accessory_of is not null`),
    index("artifacts_listed_by_push")
      .on(t.repositoryId, t.pushedAt, t.id)
      .where(sql`listed = 1`),
    index("artifacts_listed_in_project")
      .on(t.projectId, t.pushedAt, t.id)
      .where(sql`listed = 1`),
    index("artifacts_listed_by_pull")
      .on(t.repositoryId, t.pulledAt, t.id)
      .where(sql`listed = 1`),
    index("artifacts_listed_by_size")
      .on(t.repositoryId, t.size, t.id)
      .where(sql`listed = 1`),
  ],
);

export const manifestBodies = sqliteTable(
  "manifest_bodies",
  {
    artifactId: integer("artifact_id")
      .notNull()
      .references(() => artifacts.id),
    part: integer("part").notNull(),
    text: text("text").notNull(),
  },
  (t) => [primaryKey({ columns: [t.artifactId, t.part] })],
);

export const artifactChildren = sqliteTable(
  "artifact_children",
  {
    parentId: integer("parent_id")
      .notNull()
      .references(() => artifacts.id),
    childId: integer("child_id")
      .notNull()
      .references(() => artifacts.id),
    /** JSON of the descriptor's `platform` and `annotations`, or null. */
    platform: text("platform"),
    annotations: text("annotations"),
  },
  (t) => [primaryKey({ columns: [t.parentId, t.childId] }), index("artifact_children_by_child").on(t.childId)],
);

export const artifactBlobs = sqliteTable(
  "artifact_blobs",
  {
    artifactId: integer("artifact_id")
      .notNull()
      .references(() => artifacts.id),
    repositoryId: integer("repository_id").notNull(),
    blobId: integer("blob_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.artifactId, t.blobId] }),
    index("artifact_blobs_by_link").on(t.repositoryId, t.blobId),
    foreignKey({
      columns: [t.repositoryId, t.blobId],
      foreignColumns: [repositoryBlobs.repositoryId, repositoryBlobs.blobId],
      name: "artifact_blobs_link",
    }),
  ],
);

export const artifactMissing = sqliteTable(
  "artifact_missing",
  {
    artifactId: integer("artifact_id")
      .notNull()
      .references(() => artifacts.id),
    repositoryId: integer("repository_id")
      .notNull()
      .references(() => repositories.id),
    digest: text("digest").notNull(),
    /** What `artifact_children` will say of it. */
    platform: text("platform"),
    annotations: text("annotations"),
  },
  (t) => [primaryKey({ columns: [t.artifactId, t.digest] }), index("artifact_missing_by_digest").on(t.repositoryId, t.digest)],
);

export const tags = sqliteTable(
  "tags",
  {
    id: id(),
    repositoryId: integer("repository_id")
      .notNull()
      .references(() => repositories.id),
    name: text("name").notNull(),
    /** Null: deleted; the row keeps the version for 30 days. */
    artifactId: integer("artifact_id").references(() => artifacts.id),
    versionMs: integer("version_ms").notNull(),
    versionCounter: integer("version_counter").notNull(),
    versionSite: text("version_site").notNull(),
    /** The site that sent this version; null: made here. */
    versionVia: text("version_via"),
    /** JSON object: the newest version that this one knows of each site, as `ms;counter`. */
    versionSeen: text("version_seen").notNull().default("{}"),
    pushedAt: integer("pushed_at").notNull(),
    pulledAt: integer("pulled_at"),
    deletedAt: integer("deleted_at"),
  },
  (t) => [
    uniqueIndex("tags_name").on(t.repositoryId, t.name),
    index("tags_by_artifact")
      .on(t.artifactId)
      .where(sql`artifact_id is not null`),
    index("tags_by_name")
      .on(t.name)
      .where(sql`artifact_id is not null`),
    index("tags_by_push")
      .on(t.repositoryId, t.pushedAt, t.id)
      .where(sql`artifact_id is not null`),
    index("tags_deleted")
      .on(t.deletedAt)
      .where(sql`deleted_at is not null`),
  ],
);

export const labels = sqliteTable(
  "labels",
  {
    id: id(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    color: text("color").notNull().default(""),
    /** Null: a label of the whole site. */
    projectId: integer("project_id").references(() => projects.id),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("labels_name_in_project")
      .on(t.projectId, t.name)
      .where(sql`project_id is not null`),
    uniqueIndex("labels_name_in_system")
      .on(t.name)
      .where(sql`project_id is null`),
  ],
);

export const artifactLabels = sqliteTable(
  "artifact_labels",
  {
    artifactId: integer("artifact_id")
      .notNull()
      .references(() => artifacts.id),
    labelId: integer("label_id")
      .notNull()
      .references(() => labels.id),
  },
  (t) => [primaryKey({ columns: [t.artifactId, t.labelId] }), index("artifact_labels_by_label").on(t.labelId)],
);

export const gcCandidates = sqliteTable(
  "gc_candidates",
  {
    /** `link` (repository_blobs.id), `artifact` (artifacts.id) or `blob` (blobs.id). */
    kind: text("kind").notNull(),
    objectId: integer("object_id").notNull(),
    due: integer("due").notNull(),
    cause: text("cause").notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.objectId] }), index("gc_candidates_due").on(t.kind, t.cause, t.due)],
);

/** Never holds a row outside of a batch: the artifacts that the batch takes away, found once before it changes anything. */
export const gcDoomed = sqliteTable("gc_doomed", { artifactId: integer("artifact_id").primaryKey() });

export const trash = sqliteTable(
  "trash",
  {
    storageKey: text("storage_key").primaryKey(),
    digest: text("digest").notNull(),
    size: integer("size").notNull(),
    deleteAfter: integer("delete_after").notNull(),
    claimed: integer("claimed").notNull().default(0),
  },
  (t) => [index("trash_due").on(t.claimed, t.deleteAfter)],
);

/** Objects that a scrub found and nobody knows: they go to the trash when they are still unknown a day later. */
export const unknownObjects = sqliteTable("unknown_objects", {
  storageKey: text("storage_key").primaryKey(),
  size: integer("size").notNull(),
  firstSeenAt: integer("first_seen_at").notNull(),
  lastSeenAt: integer("last_seen_at").notNull(),
});

/** What undelete needs of an artifact, as long as its bytes may be in the trash. */
export const deletedArtifacts = sqliteTable(
  "deleted_artifacts",
  {
    /** That of the artifact. */
    id: integer("id").primaryKey(),
    projectId: integer("project_id").notNull(),
    /** The path below the project. */
    repository: text("repository").notNull(),
    digest: text("digest").notNull(),
    mediaType: text("media_type").notNull(),
    artifactType: text("artifact_type"),
    accessoryOf: text("accessory_of"),
    size: integer("size").notNull(),
    /** JSON array of names. */
    tags: text("tags").notNull(),
    /** JSON array of the digests that it named and the repository linked: what must be there again. */
    blobs: text("blobs").notNull().default("[]"),
    deletedAt: integer("deleted_at").notNull(),
    /** As the audit log names them; empty: nobody wrote it down yet. */
    deletedBy: text("deleted_by").notNull().default(""),
  },
  (t) => [
    index("deleted_artifacts_by_project").on(t.projectId, t.deletedAt, t.id),
    index("deleted_artifacts_by_digest").on(t.projectId, t.repository, t.digest),
    index("deleted_artifacts_by_accessory")
      .on(t.projectId, t.repository, t.accessoryOf)
      .where(sql`accessory_of is not null`),
    index("deleted_artifacts_by_time").on(t.deletedAt),
  ],
);

/** As `manifest_bodies`. */
export const deletedBodies = sqliteTable(
  "deleted_bodies",
  {
    deletedId: integer("deleted_id")
      .notNull()
      .references(() => deletedArtifacts.id),
    part: integer("part").notNull(),
    text: text("text").notNull(),
  },
  (t) => [primaryKey({ columns: [t.deletedId, t.part] })],
);

/** Tags that may be neither moved nor deleted. */
export const immutableRules = sqliteTable(
  "immutable_rules",
  {
    id: id(),
    projectId: integer("project_id")
      .notNull()
      .references(() => projects.id),
    disabled: integer("disabled").notNull().default(0),
    /** JSON of its selectors, always written in the same way. */
    selectors: text("selectors").notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [uniqueIndex("immutable_rules_selectors").on(t.projectId, t.selectors)],
);

/** What a project keeps. Its schedule is a row of `schedules`. */
export const retentionPolicies = sqliteTable(
  "retention_policies",
  {
    id: id(),
    projectId: integer("project_id")
      .notNull()
      .references(() => projects.id),
    /** JSON array. */
    rules: text("rules").notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [uniqueIndex("retention_policies_project").on(t.projectId)],
);

/** Kinds of jobs whose tasks wait until somebody resumes them; `SCHEDULER`: nothing begins by the clock. */
export const pausedKinds = sqliteTable("paused_kinds", { kind: text("kind").primaryKey(), at: integer("at").notNull() });

export const auditLog = sqliteTable(
  "audit_log",
  {
    id: id(),
    at: integer("at").notNull(),
    actor: text("actor").notNull(),
    projectId: integer("project_id"),
    operation: text("operation").notNull(),
    resourceType: text("resource_type").notNull(),
    resource: text("resource").notNull(),
    description: text("description").notNull().default(""),
    success: integer("success").notNull(),
    requestId: text("request_id").notNull(),
  },
  (t) => [
    index("audit_log_by_time").on(t.at),
    index("audit_log_by_project").on(t.projectId, t.at),
    index("audit_log_by_actor").on(t.actor, t.at),
    index("audit_log_by_resource").on(t.resource, t.at),
  ],
);

/** One run of a job: what was asked for, by whom, and what became of it. */
export const executions = sqliteTable(
  "executions",
  {
    id: id(),
    /** `GARBAGE_COLLECTION`, …: a row of `domain/jobs/kinds.ts`, in Harbor's words. */
    kind: text("kind").notNull(),
    /** What it belongs to within its kind, such as a policy; 0: nothing. */
    vendorId: integer("vendor_id").notNull(),
    /** `MANUAL`, `SCHEDULE` or `EVENT`. */
    trigger: text("trigger").notNull(),
    /** JSON. */
    parameters: text("parameters").notNull(),
    actor: text("actor").notNull(),
    /** `Running`, and at the end `Success`, `Error` or `Stopped`. */
    status: text("status").notNull(),
    message: text("message").notNull().default(""),
    /** JSON object of numbers: the sums over its tasks, once it has ended. */
    counters: text("counters").notNull().default("{}"),
    stopRequested: integer("stop_requested").notNull().default(0),
    /** 1: no second one of its kind and vendor may run beside it. */
    exclusive: integer("exclusive").notNull(),
    startedAt: integer("started_at").notNull(),
    endedAt: integer("ended_at"),
  },
  (t) => [
    index("executions_by_kind").on(t.kind, t.vendorId, t.id),
    index("executions_ended").on(t.endedAt),
    uniqueIndex("executions_alone")
      .on(t.kind, t.vendorId)
      .where(sql`exclusive = 1 and ended_at is null`),
  ],
);

export const tasks = sqliteTable(
  "tasks",
  {
    id: id(),
    executionId: integer("execution_id")
      .notNull()
      .references(() => executions.id),
    kind: text("kind").notNull(),
    /** `Pending`, `Running`, and at the end `Success`, `Error` or `Stopped`. */
    status: text("status").notNull(),
    message: text("message").notNull().default(""),
    /** JSON. */
    parameters: text("parameters").notNull(),
    /** JSON: where the next slice continues; null at the beginning. */
    cursor: text("cursor"),
    /** JSON object of numbers. */
    counters: text("counters").notNull().default("{}"),
    /** Slices begun since the last that brought it forward. */
    attempt: integer("attempt").notNull().default(0),
    /** Not before this. */
    dueAt: integer("due_at").notNull(),
    /** Whoever has the token works on it until then; afterwards another may take it. */
    leaseUntil: integer("lease_until").notNull().default(0),
    leaseToken: text("lease_token"),
    /** Tasks of one lane share what they work on: at most `laneMax` of them at the same time. Null: none. */
    lane: text("lane"),
    laneMax: integer("lane_max").notNull().default(0),
    createdAt: integer("created_at").notNull(),
    startedAt: integer("started_at"),
    endedAt: integer("ended_at"),
  },
  (t) => [
    index("tasks_by_execution").on(t.executionId, t.id),
    index("tasks_open")
      .on(t.dueAt, t.id)
      .where(sql`ended_at is null`),
    index("tasks_held")
      .on(t.kind, t.leaseUntil)
      .where(sql`ended_at is null and lease_token is not null`),
    index("tasks_in_lane")
      .on(t.lane, t.leaseUntil)
      .where(sql`lane is not null and ended_at is null and lease_token is not null`),
  ],
);

export const taskLogs = sqliteTable(
  "task_logs",
  {
    id: id(),
    taskId: integer("task_id")
      .notNull()
      .references(() => tasks.id),
    at: integer("at").notNull(),
    text: text("text").notNull(),
  },
  (t) => [index("task_logs_by_task").on(t.taskId, t.id)],
);

/** What begins by the clock. */
export const schedules = sqliteTable(
  "schedules",
  {
    id: id(),
    kind: text("kind").notNull(),
    vendorId: integer("vendor_id").notNull(),
    /** Harbor's: `Hourly`, `Daily`, `Weekly`, `Custom`. */
    type: text("type").notNull(),
    /** Six fields, seconds first, in UTC. */
    cron: text("cron").notNull(),
    /** JSON: parameters of its executions. */
    parameters: text("parameters").notNull(),
    /** Null: never again. */
    nextAt: integer("next_at"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [uniqueIndex("schedules_vendor").on(t.kind, t.vendorId), index("schedules_due").on(t.nextAt)],
);

/** What happened each day, for charts; triggers keep it. */
export const activity = sqliteTable("activity", {
  /** Days since 1970, in UTC. */
  day: integer("day").primaryKey(),
  pushes: integer("pushes").notNull().default(0),
  pulls: integer("pulls").notNull().default(0),
});

/** How many rows there are, for totals of lists that would else count them. Kept by triggers. */
export const rowCounts = sqliteTable(
  "row_counts",
  {
    /**
     * `projects`, `repositories` (that hold an artifact), `artifacts` (that lists show), `stored_bytes`, `users`, `user_groups`, `members`,
     * `robots`, `audit_log`, `audit_log_refused`.
     */
    kind: text("kind").notNull(),
    /** A project's id, or 0: of the site as a whole (robots: of the site's level). */
    scope: integer("scope").notNull(),
    value: integer("value").notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.scope] })],
);

/** Where the audit log is sent, and up to which row. */
export const auditForwards = sqliteTable("audit_forwards", {
  /** As the configuration writes it. */
  endpoint: text("endpoint").primaryKey(),
  /** The last row that the endpoint has taken. */
  cursor: integer("cursor").notNull(),
  /** Not before this: a run has it, or it rests after a failure. */
  dueAt: integer("due_at").notNull().default(0),
  failures: integer("failures").notNull().default(0),
  error: text("error").notNull().default(""),
});

/** Ids of pull events that were counted, and of the hours that have their audit row: what comes twice counts once. */
export const pullEvents = sqliteTable(
  "pull_events",
  {
    id: text("id").primaryKey(),
    at: integer("at").notNull(),
    counted: integer("counted").notNull(),
  },
  (t) => [index("pull_events_by_time").on(t.at)],
);

/** Registries elsewhere, that policies replicate to or from. */
export const registries = sqliteTable(
  "registries",
  {
    id: id(),
    name: text("name").notNull(),
    /** `roadstead`, `harbor`, `docker-registry`, …: a row of `domain/registries/providers.ts`. */
    type: text("type").notNull(),
    url: text("url").notNull(),
    description: text("description").notNull().default(""),
    /** Empty: anonymous. */
    accessKey: text("access_key").notNull().default(""),
    accessSecretSealed: text("access_secret_sealed").notNull().default(""),
    /** PEM; for standalone servers. */
    caCertificate: text("ca_certificate"),
    /** Of a Roadstead, once it has said so. */
    siteId: text("site_id"),
    /** `healthy` or `unhealthy`, when it was asked last, and why. */
    status: text("status").notNull(),
    statusReason: text("status_reason").notNull().default(""),
    checkedAt: integer("checked_at").notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [uniqueIndex("registries_name").on(t.name)],
);

export const replicationPolicies = sqliteTable(
  "replication_policies",
  {
    id: id(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    registryId: integer("registry_id")
      .notNull()
      .references(() => registries.id),
    /** `push`: from here to the registry; `pull`: from there to here. */
    direction: text("direction").notNull(),
    destNamespace: text("dest_namespace").notNull().default(""),
    /** Harbor's: -1: all before the last component is replaced; 0: nothing is; n: the first n components. */
    destNamespaceReplaceCount: integer("dest_namespace_replace_count").notNull().default(-1),
    /** JSON array of `{type, value, decoration}`. */
    filters: text("filters").notNull().default("[]"),
    /** `manual`, `scheduled` or `event_based`; the clock's is a row of `schedules`. */
    trigger: text("trigger").notNull(),
    cron: text("cron").notNull().default(""),
    replicateDeletion: integer("replicate_deletion").notNull().default(0),
    allowMassDeletion: integer("allow_mass_deletion").notNull().default(0),
    override: integer("override").notNull().default(1),
    enabled: integer("enabled").notNull().default(1),
    /** KB/s of all its tasks together; 0: as fast as it goes. */
    speed: integer("speed").notNull().default(0),
    copyByChunk: integer("copy_by_chunk").notNull().default(0),
    singleActive: integer("single_active").notNull().default(0),
    /** What its tasks have reserved of the speed reaches until then. */
    bandwidthUntil: integer("bandwidth_until").notNull().default(0),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [uniqueIndex("replication_policies_name").on(t.name), index("replication_policies_by_registry").on(t.registryId)],
);

/** What has changed here and a policy that follows events has not brought over yet. */
export const replicationChanges = sqliteTable(
  "replication_changes",
  {
    policyId: integer("policy_id")
      .notNull()
      .references(() => replicationPolicies.id),
    /** In full: `library/app`. */
    repository: text("repository").notNull(),
    /** A tag or a digest. */
    reference: text("reference").notNull(),
    /** Of the newest event about it: what is brought over later than this stays noted. */
    outboxId: integer("outbox_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.policyId, t.repository, t.reference] })],
);

/** Blobs on their way to a registry or there: of two tasks with the same blob one copies it, and the other mounts it. */
export const replicatedBlobs = sqliteTable(
  "replicated_blobs",
  {
    /** 0: this site. */
    registryId: integer("registry_id").notNull(),
    digest: text("digest").notNull(),
    /** Where it goes, in full. */
    repository: text("repository").notNull(),
    taskId: integer("task_id").notNull(),
    /** The task has it until then; 0: it is there. */
    leaseUntil: integer("lease_until").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.registryId, t.digest] }), index("replicated_blobs_by_time").on(t.at)],
);

/** What repositories here were pulled from: what is gone over there as a whole is in no list that it gives. */
export const pulledRepositories = sqliteTable(
  "pulled_repositories",
  {
    /** As `tags.version_via` names it. */
    via: text("via").notNull(),
    /** In full, here. */
    destination: text("destination").notNull(),
    /** In full, over there; more than one, where policies put them together. */
    source: text("source").notNull(),
  },
  (t) => [primaryKey({ columns: [t.via, t.destination, t.source] })],
);

/** How far each reader of the outbox has come. */
export const outboxCursors = sqliteTable("outbox_cursors", {
  reader: text("reader").primaryKey(),
  lastId: integer("last_id").notNull(),
});

export const outbox = sqliteTable("outbox", {
  id: id(),
  at: integer("at").notNull(),
  event: text("event").notNull(),
  projectId: integer("project_id"),
  payload: text("payload").notNull(),
});

/**
 * Never holds a row. A statement of a batch inserts the name of a condition that does not hold, the CHECK of that name refuses
 * it, and D1 reports the name while the whole batch rolls back. See `store/guards.ts`.
 */
export const commitGuards = sqliteTable("commit_guards", { broken: text("broken").notNull() }, () => [
  check("actor_may", sql`broken <> 'actor_may'`),
  check("upload_open", sql`broken <> 'upload_open'`),
  check("storage_key_free", sql`broken <> 'storage_key_free'`),
  check("blobs_linked", sql`broken <> 'blobs_linked'`),
  check("blob_found", sql`broken <> 'blob_found'`),
  check("blob_unreferenced", sql`broken <> 'blob_unreferenced'`),
  check("artifact_found", sql`broken <> 'artifact_found'`),
  check("artifact_unreferenced", sql`broken <> 'artifact_unreferenced'`),
  check("tag_found", sql`broken <> 'tag_found'`),
  check("project_found", sql`broken <> 'project_found'`),
  check("project_empty", sql`broken <> 'project_empty'`),
  check("member_found", sql`broken <> 'member_found'`),
  check("user_found", sql`broken <> 'user_found'`),
  check("password_unchanged", sql`broken <> 'password_unchanged'`),
  check("site_writable", sql`broken <> 'site_writable'`),
  check("quota_kept", sql`broken <> 'quota_kept'`),
  check("tag_free", sql`broken <> 'tag_free'`),
  check("row_found", sql`broken <> 'row_found'`),
  check("row_unused", sql`broken <> 'row_unused'`),
  check("rights_covered", sql`broken <> 'rights_covered'`),
  check("task_held", sql`broken <> 'task_held'`),
  check("execution_runs", sql`broken <> 'execution_runs'`),
  check("rules_current", sql`broken <> 'rules_current'`),
  check("tags_known", sql`broken <> 'tags_known'`),
  check("tag_mutable", sql`broken <> 'tag_mutable'`),
  check("bytes_kept", sql`broken <> 'bytes_kept'`),
  check("repository_open", sql`broken <> 'repository_open'`),
]);
