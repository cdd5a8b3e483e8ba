CREATE TABLE `artifact_blobs` (
	`artifact_id` integer NOT NULL,
	`repository_id` integer NOT NULL,
	`blob_id` integer NOT NULL,
	PRIMARY KEY(`artifact_id`, `blob_id`),
	FOREIGN KEY (`artifact_id`) REFERENCES `artifacts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`repository_id`,`blob_id`) REFERENCES `repository_blobs`(`repository_id`,`blob_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `artifact_blobs_by_link` ON `artifact_blobs` (`repository_id`,`blob_id`);--> statement-breakpoint
CREATE TABLE `artifact_children` (
	`parent_id` integer NOT NULL,
	`child_id` integer NOT NULL,
	PRIMARY KEY(`parent_id`, `child_id`),
	FOREIGN KEY (`parent_id`) REFERENCES `artifacts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`child_id`) REFERENCES `artifacts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `artifact_children_by_child` ON `artifact_children` (`child_id`);--> statement-breakpoint
CREATE TABLE `artifact_missing` (
	`artifact_id` integer NOT NULL,
	`repository_id` integer NOT NULL,
	`digest` text NOT NULL,
	PRIMARY KEY(`artifact_id`, `digest`),
	FOREIGN KEY (`artifact_id`) REFERENCES `artifacts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`repository_id`) REFERENCES `repositories`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `artifact_missing_by_digest` ON `artifact_missing` (`repository_id`,`digest`);--> statement-breakpoint
CREATE TABLE `artifacts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`repository_id` integer NOT NULL,
	`digest` text NOT NULL,
	`media_type` text NOT NULL,
	`artifact_type` text,
	`subject_digest` text,
	`annotations` text,
	`body_bytes` integer NOT NULL,
	`size` integer NOT NULL,
	`lease_until` integer NOT NULL,
	`pushed_at` integer NOT NULL,
	`pulled_at` integer,
	`pull_count` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`repository_id`) REFERENCES `repositories`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `artifacts_digest` ON `artifacts` (`repository_id`,`digest`);--> statement-breakpoint
CREATE INDEX `artifacts_by_subject` ON `artifacts` (`repository_id`,`subject_digest`) WHERE subject_digest is not null;--> statement-breakpoint
CREATE TABLE `audit_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`project_id` integer,
	`operation` text NOT NULL,
	`resource_type` text NOT NULL,
	`resource` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`success` integer NOT NULL,
	`request_id` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_log_by_time` ON `audit_log` (`at`);--> statement-breakpoint
CREATE INDEX `audit_log_by_project` ON `audit_log` (`project_id`,`at`);--> statement-breakpoint
CREATE TABLE `blobs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`digest` text NOT NULL,
	`storage_key` text NOT NULL,
	`size` integer NOT NULL,
	`damaged` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `blobs_digest` ON `blobs` (`digest`);--> statement-breakpoint
CREATE UNIQUE INDEX `blobs_storage_key` ON `blobs` (`storage_key`);--> statement-breakpoint
CREATE TABLE `commit_guards` (
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
	CONSTRAINT "password_unchanged" CHECK(broken <> 'password_unchanged')
);
--> statement-breakpoint
CREATE TABLE `configuration` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `gc_candidates` (
	`kind` text NOT NULL,
	`object_id` integer NOT NULL,
	`due` integer NOT NULL,
	`cause` text NOT NULL,
	PRIMARY KEY(`kind`, `object_id`)
);
--> statement-breakpoint
CREATE INDEX `gc_candidates_due` ON `gc_candidates` (`due`);--> statement-breakpoint
CREATE TABLE `manifest_bodies` (
	`artifact_id` integer NOT NULL,
	`part` integer NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`artifact_id`, `part`),
	FOREIGN KEY (`artifact_id`) REFERENCES `artifacts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`event` text NOT NULL,
	`project_id` integer,
	`payload` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `project_members` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`role_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`project_id`) REFERENCES `projects`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `project_members_user` ON `project_members` (`project_id`,`user_id`);--> statement-breakpoint
CREATE INDEX `project_members_by_user` ON `project_members` (`user_id`);--> statement-breakpoint
CREATE TABLE `project_metadata` (
	`project_id` integer NOT NULL,
	`key` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`project_id`, `key`),
	FOREIGN KEY (`project_id`) REFERENCES `projects`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `projects` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`owner_id` integer NOT NULL,
	`public` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`owner_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `projects_name` ON `projects` (`name`);--> statement-breakpoint
CREATE TABLE `pull_events` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`counted` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `pull_events_by_time` ON `pull_events` (`at`);--> statement-breakpoint
CREATE TABLE `repositories` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project_id` integer NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`project_id`) REFERENCES `projects`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `repositories_name` ON `repositories` (`project_id`,`name`);--> statement-breakpoint
CREATE TABLE `repository_blobs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`repository_id` integer NOT NULL,
	`blob_id` integer NOT NULL,
	`lease_until` integer NOT NULL,
	`uploaded_at` integer NOT NULL,
	`used` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`repository_id`) REFERENCES `repositories`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`blob_id`) REFERENCES `blobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `repository_blobs_link` ON `repository_blobs` (`repository_id`,`blob_id`);--> statement-breakpoint
CREATE INDEX `repository_blobs_by_blob` ON `repository_blobs` (`blob_id`);--> statement-breakpoint
CREATE TABLE `signing_keys` (
	`kid` text PRIMARY KEY NOT NULL,
	`public_jwk` text NOT NULL,
	`private_jwk_sealed` text NOT NULL,
	`created_at` integer NOT NULL,
	`signs_until` integer NOT NULL,
	`verifies_until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `site` (
	`id` integer PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "site_is_one_row" CHECK(id = 1)
);
--> statement-breakpoint
CREATE TABLE `tags` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`repository_id` integer NOT NULL,
	`name` text NOT NULL,
	`artifact_id` integer,
	`version_ms` integer NOT NULL,
	`version_counter` integer NOT NULL,
	`version_site` text NOT NULL,
	`pushed_at` integer NOT NULL,
	`pulled_at` integer,
	`deleted_at` integer,
	FOREIGN KEY (`repository_id`) REFERENCES `repositories`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`artifact_id`) REFERENCES `artifacts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tags_name` ON `tags` (`repository_id`,`name`);--> statement-breakpoint
CREATE INDEX `tags_by_artifact` ON `tags` (`artifact_id`) WHERE artifact_id is not null;--> statement-breakpoint
CREATE INDEX `tags_deleted` ON `tags` (`deleted_at`) WHERE deleted_at is not null;--> statement-breakpoint
CREATE TABLE `trash` (
	`storage_key` text PRIMARY KEY NOT NULL,
	`digest` text NOT NULL,
	`size` integer NOT NULL,
	`delete_after` integer NOT NULL,
	`claimed` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `trash_due` ON `trash` (`delete_after`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`username` text NOT NULL,
	`email` text,
	`realname` text NOT NULL,
	`comment` text DEFAULT '' NOT NULL,
	`password_hash` text NOT NULL,
	`password_must_change` integer DEFAULT 0 NOT NULL,
	`sysadmin` integer DEFAULT 0 NOT NULL,
	`disabled` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_username` ON `users` ("username" collate nocase);--> statement-breakpoint
CREATE UNIQUE INDEX `users_email` ON `users` ("email" collate nocase);