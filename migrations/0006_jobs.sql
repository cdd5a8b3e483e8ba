CREATE TABLE `executions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`vendor_id` integer NOT NULL,
	`trigger` text NOT NULL,
	`parameters` text NOT NULL,
	`actor` text NOT NULL,
	`status` text NOT NULL,
	`message` text DEFAULT '' NOT NULL,
	`counters` text DEFAULT '{}' NOT NULL,
	`stop_requested` integer DEFAULT 0 NOT NULL,
	`exclusive` integer NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `executions_by_kind` ON `executions` (`kind`,`vendor_id`,`id`);--> statement-breakpoint
CREATE INDEX `executions_ended` ON `executions` (`ended_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `executions_alone` ON `executions` (`kind`,`vendor_id`) WHERE exclusive = 1 and ended_at is null;--> statement-breakpoint
CREATE TABLE `gc_doomed` (
	`artifact_id` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `schedules` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`vendor_id` integer NOT NULL,
	`type` text NOT NULL,
	`cron` text NOT NULL,
	`parameters` text NOT NULL,
	`next_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `schedules_vendor` ON `schedules` (`kind`,`vendor_id`);--> statement-breakpoint
CREATE INDEX `schedules_due` ON `schedules` (`next_at`);--> statement-breakpoint
CREATE TABLE `task_logs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`task_id` integer NOT NULL,
	`at` integer NOT NULL,
	`text` text NOT NULL,
	FOREIGN KEY (`task_id`) REFERENCES `tasks`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `task_logs_by_task` ON `task_logs` (`task_id`,`id`);--> statement-breakpoint
CREATE TABLE `tasks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`execution_id` integer NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`message` text DEFAULT '' NOT NULL,
	`parameters` text NOT NULL,
	`cursor` text,
	`counters` text DEFAULT '{}' NOT NULL,
	`attempt` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL,
	`lease_until` integer DEFAULT 0 NOT NULL,
	`lease_token` text,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer,
	FOREIGN KEY (`execution_id`) REFERENCES `executions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `tasks_by_execution` ON `tasks` (`execution_id`,`id`);--> statement-breakpoint
CREATE INDEX `tasks_open` ON `tasks` (`due_at`,`id`) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX `tasks_held` ON `tasks` (`kind`,`lease_until`) WHERE ended_at is null and lease_token is not null;--> statement-breakpoint
DROP INDEX `gc_candidates_due`;--> statement-breakpoint
CREATE INDEX `gc_candidates_due` ON `gc_candidates` (`kind`,`cause`,`due`);--> statement-breakpoint
DROP INDEX `trash_due`;--> statement-breakpoint
CREATE INDEX `trash_due` ON `trash` (`claimed`,`delete_after`);--> statement-breakpoint
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
	CONSTRAINT "execution_runs" CHECK(broken <> 'execution_runs')
);
--> statement-breakpoint
INSERT INTO `__new_commit_guards`("broken") SELECT "broken" FROM `commit_guards`;--> statement-breakpoint
DROP TABLE `commit_guards`;--> statement-breakpoint
ALTER TABLE `__new_commit_guards` RENAME TO `commit_guards`;
