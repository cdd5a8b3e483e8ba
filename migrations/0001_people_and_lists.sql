CREATE TABLE `artifact_labels` (
	`artifact_id` integer NOT NULL,
	`label_id` integer NOT NULL,
	PRIMARY KEY(`artifact_id`, `label_id`),
	FOREIGN KEY (`artifact_id`) REFERENCES `artifacts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`label_id`) REFERENCES `labels`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `artifact_labels_by_label` ON `artifact_labels` (`label_id`);--> statement-breakpoint
CREATE TABLE `cve_allowlists` (
	`project_id` integer PRIMARY KEY NOT NULL,
	`items` text NOT NULL,
	`expires_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `labels` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`color` text DEFAULT '' NOT NULL,
	`project_id` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`project_id`) REFERENCES `projects`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `labels_name_in_project` ON `labels` (`project_id`,`name`) WHERE project_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `labels_name_in_system` ON `labels` (`name`) WHERE project_id is null;--> statement-breakpoint
CREATE TABLE `project_blobs` (
	`project_id` integer NOT NULL,
	`blob_id` integer NOT NULL,
	`reference_count` integer NOT NULL,
	PRIMARY KEY(`project_id`, `blob_id`),
	FOREIGN KEY (`project_id`) REFERENCES `projects`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`blob_id`) REFERENCES `blobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `project_blobs_by_blob` ON `project_blobs` (`blob_id`);--> statement-breakpoint
CREATE TABLE `quotas` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project_id` integer NOT NULL,
	`storage_limit` integer NOT NULL,
	`storage_used` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`project_id`) REFERENCES `projects`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `quotas_project` ON `quotas` (`project_id`);--> statement-breakpoint
CREATE INDEX `quotas_by_used` ON `quotas` (`storage_used`);--> statement-breakpoint
CREATE INDEX `quotas_by_limit` ON `quotas` (`storage_limit`);--> statement-breakpoint
CREATE TABLE `robot_permissions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`robot_id` integer NOT NULL,
	`kind` text NOT NULL,
	`project_id` integer,
	`resource` text NOT NULL,
	`action` text NOT NULL,
	`effect` text NOT NULL,
	FOREIGN KEY (`robot_id`) REFERENCES `robots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`project_id`) REFERENCES `projects`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `robot_permissions_what` ON `robot_permissions` (`robot_id`,`resource`,`action`);--> statement-breakpoint
CREATE INDEX `robot_permissions_by_project` ON `robot_permissions` (`project_id`);--> statement-breakpoint
CREATE TABLE `robots` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`level` text NOT NULL,
	`project_id` integer,
	`description` text DEFAULT '' NOT NULL,
	`secret_hash` text NOT NULL,
	`salt` text NOT NULL,
	`duration` integer NOT NULL,
	`expires_at` integer,
	`disabled` integer DEFAULT 0 NOT NULL,
	`creator_type` text NOT NULL,
	`creator_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`project_id`) REFERENCES `projects`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `robots_name_in_project` ON `robots` (`project_id`,`name`) WHERE project_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `robots_name_in_system` ON `robots` (`name`) WHERE project_id is null;--> statement-breakpoint
CREATE INDEX `robots_by_level` ON `robots` (`level`);--> statement-breakpoint
CREATE TABLE `role_permissions` (
	`resource` text NOT NULL,
	`action` text NOT NULL,
	`role_id` integer NOT NULL,
	PRIMARY KEY(`resource`, `action`, `role_id`),
	FOREIGN KEY (`role_id`) REFERENCES `roles`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `roles` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL
);
--> statement-breakpoint
INSERT INTO `roles` (`id`, `name`) VALUES (0, 'public'), (1, 'projectAdmin'), (2, 'developer'), (3, 'guest'), (4, 'maintainer'), (5, 'limitedGuest');--> statement-breakpoint
INSERT INTO `role_permissions` (`resource`, `action`, `role_id`)
SELECT json_extract(r.value, '$.resource'), json_extract(r.value, '$.action'), i.value FROM json_each('[
  {"resource":"project","action":"read","roles":[0, 1, 2, 3, 4, 5]},
  {"resource":"project","action":"update","roles":[1]},
  {"resource":"project","action":"delete","roles":[1]},
  {"resource":"member","action":"create","roles":[1]},
  {"resource":"member","action":"read","roles":[1, 2, 3, 4]},
  {"resource":"member","action":"update","roles":[1]},
  {"resource":"member","action":"delete","roles":[1]},
  {"resource":"member","action":"list","roles":[1, 2, 3, 4]},
  {"resource":"metadata","action":"create","roles":[1]},
  {"resource":"metadata","action":"read","roles":[1, 4]},
  {"resource":"metadata","action":"update","roles":[1]},
  {"resource":"metadata","action":"delete","roles":[1]},
  {"resource":"log","action":"list","roles":[1]},
  {"resource":"label","action":"create","roles":[1, 4]},
  {"resource":"label","action":"read","roles":[0, 1, 2, 3, 4]},
  {"resource":"label","action":"update","roles":[1, 4]},
  {"resource":"label","action":"delete","roles":[1, 4]},
  {"resource":"label","action":"list","roles":[0, 1, 2, 3, 4]},
  {"resource":"quota","action":"read","roles":[1, 2, 3, 4, 5]},
  {"resource":"repository","action":"create","roles":[1, 2, 4]},
  {"resource":"repository","action":"read","roles":[1, 2, 3, 4, 5]},
  {"resource":"repository","action":"update","roles":[1, 2, 4]},
  {"resource":"repository","action":"delete","roles":[1, 4]},
  {"resource":"repository","action":"list","roles":[0, 1, 2, 3, 4, 5]},
  {"resource":"repository","action":"pull","roles":[0, 1, 2, 3, 4, 5]},
  {"resource":"repository","action":"push","roles":[1, 2, 4]},
  {"resource":"tag-retention","action":"create","roles":[1, 2, 4]},
  {"resource":"tag-retention","action":"read","roles":[1, 2, 4]},
  {"resource":"tag-retention","action":"update","roles":[1, 2, 4]},
  {"resource":"tag-retention","action":"delete","roles":[1, 2, 4]},
  {"resource":"tag-retention","action":"list","roles":[1, 2, 4]},
  {"resource":"tag-retention","action":"operate","roles":[1, 2, 4]},
  {"resource":"immutable-tag","action":"create","roles":[1, 4]},
  {"resource":"immutable-tag","action":"update","roles":[1, 4]},
  {"resource":"immutable-tag","action":"delete","roles":[1, 4]},
  {"resource":"immutable-tag","action":"list","roles":[1, 4]},
  {"resource":"configuration","action":"read","roles":[1, 2, 3, 4, 5]},
  {"resource":"configuration","action":"update","roles":[1]},
  {"resource":"robot","action":"create","roles":[1]},
  {"resource":"robot","action":"read","roles":[1, 2, 3, 4]},
  {"resource":"robot","action":"update","roles":[1]},
  {"resource":"robot","action":"delete","roles":[1]},
  {"resource":"robot","action":"list","roles":[1, 2, 3, 4]},
  {"resource":"notification-policy","action":"create","roles":[1]},
  {"resource":"notification-policy","action":"read","roles":[1, 4]},
  {"resource":"notification-policy","action":"update","roles":[1]},
  {"resource":"notification-policy","action":"delete","roles":[1]},
  {"resource":"notification-policy","action":"list","roles":[1, 4]},
  {"resource":"scan","action":"create","roles":[1, 4]},
  {"resource":"scan","action":"read","roles":[0, 1, 2, 3, 4, 5]},
  {"resource":"scan","action":"stop","roles":[1, 4]},
  {"resource":"sbom","action":"create","roles":[1, 4]},
  {"resource":"sbom","action":"read","roles":[1, 2, 3, 4, 5]},
  {"resource":"sbom","action":"stop","roles":[1, 4]},
  {"resource":"scanner","action":"create","roles":[1]},
  {"resource":"scanner","action":"read","roles":[0, 1, 2, 3, 4, 5]},
  {"resource":"artifact","action":"create","roles":[1, 2, 4]},
  {"resource":"artifact","action":"read","roles":[0, 1, 2, 3, 4, 5]},
  {"resource":"artifact","action":"delete","roles":[1, 4]},
  {"resource":"artifact","action":"list","roles":[0, 1, 2, 3, 4, 5]},
  {"resource":"artifact-addition","action":"read","roles":[0, 1, 2, 3, 4, 5]},
  {"resource":"tag","action":"create","roles":[1, 2, 4]},
  {"resource":"tag","action":"delete","roles":[1, 4]},
  {"resource":"tag","action":"list","roles":[0, 1, 2, 3, 4, 5]},
  {"resource":"accessory","action":"list","roles":[0, 1, 2, 3, 4, 5]},
  {"resource":"artifact-label","action":"create","roles":[1, 2, 4]},
  {"resource":"artifact-label","action":"delete","roles":[1, 2, 4]},
  {"resource":"preheat-policy","action":"create","roles":[1]},
  {"resource":"preheat-policy","action":"read","roles":[1]},
  {"resource":"preheat-policy","action":"update","roles":[1]},
  {"resource":"preheat-policy","action":"delete","roles":[1]},
  {"resource":"preheat-policy","action":"list","roles":[1]},
  {"resource":"export-cve","action":"create","roles":[1, 2, 4]},
  {"resource":"export-cve","action":"read","roles":[1, 2, 4]},
  {"resource":"export-cve","action":"list","roles":[1, 2, 4]}
]') r, json_each(r.value, '$.roles') i;
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id_hash` text PRIMARY KEY NOT NULL,
	`user_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sessions_by_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `sessions_by_expiry` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `user_group_members` (
	`user_id` integer NOT NULL,
	`group_id` integer NOT NULL,
	PRIMARY KEY(`user_id`, `group_id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`group_id`) REFERENCES `user_groups`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `user_group_members_by_group` ON `user_group_members` (`group_id`);--> statement-breakpoint
CREATE TABLE `user_groups` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`type` integer NOT NULL,
	`ldap_dn` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_groups_dn` ON `user_groups` ("ldap_dn" collate nocase) WHERE ldap_dn <> '';--> statement-breakpoint
CREATE UNIQUE INDEX `user_groups_name` ON `user_groups` (`type`,`name`) WHERE ldap_dn = '';--> statement-breakpoint
CREATE INDEX `user_groups_by_name` ON `user_groups` ("name" collate nocase);--> statement-breakpoint
CREATE TABLE `__new_project_members` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project_id` integer NOT NULL,
	`user_id` integer,
	`group_id` integer,
	`role_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`project_id`) REFERENCES `projects`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`group_id`) REFERENCES `user_groups`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`role_id`) REFERENCES `roles`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "member_is_one" CHECK((user_id is null) <> (group_id is null))
);
--> statement-breakpoint
INSERT INTO `__new_project_members`("id", "project_id", "user_id", "group_id", "role_id", "created_at", "updated_at") SELECT "id", "project_id", "user_id", NULL, "role_id", "created_at", "updated_at" FROM `project_members`;--> statement-breakpoint
DROP TABLE `project_members`;--> statement-breakpoint
ALTER TABLE `__new_project_members` RENAME TO `project_members`;--> statement-breakpoint
CREATE UNIQUE INDEX `project_members_user` ON `project_members` (`project_id`,`user_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `project_members_group` ON `project_members` (`project_id`,`group_id`);--> statement-breakpoint
CREATE INDEX `project_members_by_user` ON `project_members` (`user_id`);--> statement-breakpoint
CREATE INDEX `project_members_by_group` ON `project_members` (`group_id`);--> statement-breakpoint
ALTER TABLE `artifact_children` ADD `platform` text;--> statement-breakpoint
ALTER TABLE `artifact_children` ADD `annotations` text;--> statement-breakpoint
ALTER TABLE `artifact_missing` ADD `platform` text;--> statement-breakpoint
ALTER TABLE `artifact_missing` ADD `annotations` text;--> statement-breakpoint
ALTER TABLE `artifacts` ADD `type` text DEFAULT 'UNKNOWN' NOT NULL;--> statement-breakpoint
ALTER TABLE `artifacts` ADD `config_digest` text;--> statement-breakpoint
ALTER TABLE `artifacts` ADD `extra_attrs` text;--> statement-breakpoint
ALTER TABLE `artifacts` ADD `accessory_type` text;--> statement-breakpoint
ALTER TABLE `artifacts` ADD `accessory_of` text;--> statement-breakpoint
ALTER TABLE `artifacts` ADD `listed` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `artifacts_by_accessory` ON `artifacts` (`repository_id`,`accessory_of`) WHERE accessory_of is not null;--> statement-breakpoint
CREATE INDEX `artifacts_listed_by_push` ON `artifacts` (`repository_id`,`pushed_at`,`id`) WHERE listed = 1;--> statement-breakpoint
CREATE INDEX `artifacts_listed_by_pull` ON `artifacts` (`repository_id`,`pulled_at`,`id`) WHERE listed = 1;--> statement-breakpoint
CREATE INDEX `artifacts_listed_by_size` ON `artifacts` (`repository_id`,`size`,`id`) WHERE listed = 1;--> statement-breakpoint
ALTER TABLE `projects` ADD `repository_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `projects_public` ON `projects` (`name`) WHERE public = 1;--> statement-breakpoint
ALTER TABLE `repositories` ADD `description` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `repositories` ADD `pull_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `repositories` ADD `artifact_total` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `repositories` ADD `artifact_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `repositories` ADD `updated_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `repositories_held` ON `repositories` (`project_id`,`created_at`) WHERE artifact_total > 0;--> statement-breakpoint
ALTER TABLE `repository_blobs` ADD `project_id` integer REFERENCES projects(id);--> statement-breakpoint
ALTER TABLE `repository_blobs` ADD `reference_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `repository_blobs_pending` ON `repository_blobs` (`project_id`,`lease_until`) WHERE reference_count = 0;--> statement-breakpoint
CREATE INDEX `audit_log_by_actor` ON `audit_log` (`actor`,`at`);--> statement-breakpoint
CREATE INDEX `audit_log_by_resource` ON `audit_log` (`resource`,`at`);--> statement-breakpoint
CREATE TABLE `__new_commit_guards` (
	`broken` text NOT NULL,
	CONSTRAINT "actor_may" CHECK(broken <> 'actor_may'),
	CONSTRAINT "upload_open" CHECK(broken <> 'upload_open'),
	CONSTRAINT "storage_key_free" CHECK(broken <> 'storage_key_free'),
	CONSTRAINT "blobs_linked" CHECK(broken <> 'blobs_linked'),
	CONSTRAINT "blob_found" CHECK(broken <> 'blob_found'),
	CONSTRAINT "blob_unreferenced" CHECK(broken <> 'blob_unreferenced'),
	CONSTRAINT "artifact_found" CHECK(broken <> 'artifact_found'),
	CONSTRAINT "artifact_unreferenced" CHECK(broken <> 'artifact_unreferenced'),
	CONSTRAINT "tag_found" CHECK(broken <> 'tag_found'),
	CONSTRAINT "project_found" CHECK(broken <> 'project_found'),
	CONSTRAINT "project_empty" CHECK(broken <> 'project_empty'),
	CONSTRAINT "member_found" CHECK(broken <> 'member_found'),
	CONSTRAINT "user_found" CHECK(broken <> 'user_found'),
	CONSTRAINT "password_unchanged" CHECK(broken <> 'password_unchanged'),
	CONSTRAINT "site_writable" CHECK(broken <> 'site_writable'),
	CONSTRAINT "quota_kept" CHECK(broken <> 'quota_kept'),
	CONSTRAINT "tag_free" CHECK(broken <> 'tag_free'),
	CONSTRAINT "row_found" CHECK(broken <> 'row_found'),
	CONSTRAINT "row_unused" CHECK(broken <> 'row_unused'),
	CONSTRAINT "rights_covered" CHECK(broken <> 'rights_covered')
);
--> statement-breakpoint
INSERT INTO `__new_commit_guards`("broken") SELECT "broken" FROM `commit_guards`;--> statement-breakpoint
DROP TABLE `commit_guards`;--> statement-breakpoint
ALTER TABLE `__new_commit_guards` RENAME TO `commit_guards`;