CREATE TABLE `deleted_artifacts` (
	`id` integer PRIMARY KEY NOT NULL,
	`project_id` integer NOT NULL,
	`repository` text NOT NULL,
	`digest` text NOT NULL,
	`media_type` text NOT NULL,
	`artifact_type` text,
	`accessory_of` text,
	`size` integer NOT NULL,
	`tags` text NOT NULL,
	`deleted_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `deleted_artifacts_by_project` ON `deleted_artifacts` (`project_id`,`id`);--> statement-breakpoint
CREATE INDEX `deleted_artifacts_by_digest` ON `deleted_artifacts` (`project_id`,`repository`,`digest`);--> statement-breakpoint
CREATE INDEX `deleted_artifacts_by_accessory` ON `deleted_artifacts` (`project_id`,`repository`,`accessory_of`) WHERE accessory_of is not null;--> statement-breakpoint
CREATE INDEX `deleted_artifacts_by_time` ON `deleted_artifacts` (`deleted_at`);--> statement-breakpoint
CREATE TABLE `deleted_bodies` (
	`deleted_id` integer NOT NULL,
	`part` integer NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`deleted_id`, `part`),
	FOREIGN KEY (`deleted_id`) REFERENCES `deleted_artifacts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `immutable_rules` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project_id` integer NOT NULL,
	`disabled` integer DEFAULT 0 NOT NULL,
	`selectors` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`project_id`) REFERENCES `projects`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `immutable_rules_selectors` ON `immutable_rules` (`project_id`,`selectors`);--> statement-breakpoint
CREATE TABLE `paused_kinds` (
	`kind` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `retention_policies` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`project_id` integer NOT NULL,
	`rules` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`project_id`) REFERENCES `projects`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `retention_policies_project` ON `retention_policies` (`project_id`);--> statement-breakpoint
ALTER TABLE `projects` ADD `immutable_version` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `projects` ADD `deleted_at` integer;--> statement-breakpoint
ALTER TABLE `repositories` ADD `deleted_at` integer;--> statement-breakpoint
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
	CONSTRAINT "rights_covered" CHECK(broken <> 'rights_covered'),
	CONSTRAINT "task_held" CHECK(broken <> 'task_held'),
	CONSTRAINT "execution_runs" CHECK(broken <> 'execution_runs'),
	CONSTRAINT "rules_current" CHECK(broken <> 'rules_current'),
	CONSTRAINT "tags_known" CHECK(broken <> 'tags_known'),
	CONSTRAINT "tag_mutable" CHECK(broken <> 'tag_mutable'),
	CONSTRAINT "bytes_kept" CHECK(broken <> 'bytes_kept'),
	CONSTRAINT "repository_open" CHECK(broken <> 'repository_open')
);
--> statement-breakpoint
INSERT INTO `__new_commit_guards`("broken") SELECT "broken" FROM `commit_guards`;--> statement-breakpoint
DROP TABLE `commit_guards`;--> statement-breakpoint
ALTER TABLE `__new_commit_guards` RENAME TO `commit_guards`;--> statement-breakpoint
-- A repository or project that was deleted counts no more at once, whatever rows a job has still to take away.
DROP TRIGGER `repositories_filled`;
--> statement-breakpoint
CREATE TRIGGER `repositories_filled` AFTER UPDATE OF `artifact_total` ON `repositories`
WHEN (new.artifact_total > 0) <> (old.artifact_total > 0) AND new.deleted_at IS NULL BEGIN
  UPDATE projects SET repository_count = repository_count + (new.artifact_total > 0) - (old.artifact_total > 0) WHERE id = new.project_id;
END;
--> statement-breakpoint
DROP TRIGGER `repositories_counted`;
--> statement-breakpoint
CREATE TRIGGER `repositories_counted` AFTER UPDATE OF `artifact_total` ON `repositories`
WHEN (new.artifact_total > 0) <> (old.artifact_total > 0) AND new.deleted_at IS NULL BEGIN
  INSERT INTO row_counts (kind, scope, value) VALUES ('repositories', 0, (new.artifact_total > 0) - (old.artifact_total > 0))
    ON CONFLICT (kind, scope) DO UPDATE SET value = value + excluded.value;
END;
--> statement-breakpoint
DROP TRIGGER `repositories_artifacts_counted`;
--> statement-breakpoint
CREATE TRIGGER `repositories_artifacts_counted` AFTER UPDATE OF `artifact_count` ON `repositories`
WHEN new.artifact_count <> old.artifact_count AND new.deleted_at IS NULL BEGIN
  INSERT INTO row_counts (kind, scope, value) VALUES ('artifacts', new.project_id, new.artifact_count - old.artifact_count)
    ON CONFLICT (kind, scope) DO UPDATE SET value = value + excluded.value;
END;
--> statement-breakpoint
CREATE TRIGGER `repositories_buried` AFTER UPDATE OF `deleted_at` ON `repositories` WHEN new.deleted_at IS NOT NULL AND old.deleted_at IS NULL BEGIN
  UPDATE projects SET repository_count = repository_count - (old.artifact_total > 0) WHERE id = new.project_id;
  UPDATE row_counts SET value = value - (old.artifact_total > 0) WHERE kind = 'repositories' AND scope = 0;
  UPDATE row_counts SET value = value - old.artifact_count WHERE kind = 'artifacts' AND scope = new.project_id;
END;
--> statement-breakpoint
DROP TRIGGER `projects_uncounted`;
--> statement-breakpoint
CREATE TRIGGER `projects_uncounted` AFTER DELETE ON `projects` BEGIN
  UPDATE row_counts SET value = value - (old.deleted_at IS NULL) WHERE kind = 'projects' AND scope = 0;
  DELETE FROM row_counts WHERE kind IN ('members', 'robots', 'artifacts') AND scope = old.id;
END;
--> statement-breakpoint
CREATE TRIGGER `projects_buried` AFTER UPDATE OF `deleted_at` ON `projects` WHEN new.deleted_at IS NOT NULL AND old.deleted_at IS NULL BEGIN
  UPDATE row_counts SET value = value - 1 WHERE kind = 'projects' AND scope = 0;
  DELETE FROM project_search WHERE rowid = new.id;
END;
--> statement-breakpoint
-- What is decided by rules is committed only while they are the same.
CREATE TRIGGER `immutable_rules_inserted` AFTER INSERT ON `immutable_rules` BEGIN
  UPDATE projects SET immutable_version = immutable_version + 1 WHERE id = new.project_id;
END;
--> statement-breakpoint
CREATE TRIGGER `immutable_rules_updated` AFTER UPDATE ON `immutable_rules` BEGIN
  UPDATE projects SET immutable_version = immutable_version + 1 WHERE id = new.project_id;
END;
--> statement-breakpoint
CREATE TRIGGER `immutable_rules_deleted` AFTER DELETE ON `immutable_rules` BEGIN
  UPDATE projects SET immutable_version = immutable_version + 1 WHERE id = old.project_id;
END;
