CREATE TABLE `outbox_cursors` (
	`reader` text PRIMARY KEY NOT NULL,
	`last_id` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `registries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`url` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`access_key` text DEFAULT '' NOT NULL,
	`access_secret_sealed` text DEFAULT '' NOT NULL,
	`ca_certificate` text,
	`site_id` text,
	`status` text NOT NULL,
	`status_reason` text DEFAULT '' NOT NULL,
	`checked_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `registries_name` ON `registries` (`name`);--> statement-breakpoint
CREATE TABLE `replicated_blobs` (
	`registry_id` integer NOT NULL,
	`digest` text NOT NULL,
	`repository` text NOT NULL,
	`task_id` integer NOT NULL,
	`lease_until` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`registry_id`, `digest`)
);
--> statement-breakpoint
CREATE INDEX `replicated_blobs_by_time` ON `replicated_blobs` (`at`);--> statement-breakpoint
CREATE TABLE `replication_changes` (
	`policy_id` integer NOT NULL,
	`repository` text NOT NULL,
	`reference` text NOT NULL,
	`outbox_id` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`policy_id`, `repository`, `reference`),
	FOREIGN KEY (`policy_id`) REFERENCES `replication_policies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `replication_policies` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`registry_id` integer NOT NULL,
	`direction` text NOT NULL,
	`dest_namespace` text DEFAULT '' NOT NULL,
	`dest_namespace_replace_count` integer DEFAULT -1 NOT NULL,
	`filters` text DEFAULT '[]' NOT NULL,
	`trigger` text NOT NULL,
	`cron` text DEFAULT '' NOT NULL,
	`replicate_deletion` integer DEFAULT 0 NOT NULL,
	`allow_mass_deletion` integer DEFAULT 0 NOT NULL,
	`override` integer DEFAULT 1 NOT NULL,
	`enabled` integer DEFAULT 1 NOT NULL,
	`speed` integer DEFAULT 0 NOT NULL,
	`copy_by_chunk` integer DEFAULT 0 NOT NULL,
	`single_active` integer DEFAULT 0 NOT NULL,
	`bandwidth_until` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`registry_id`) REFERENCES `registries`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `replication_policies_name` ON `replication_policies` (`name`);--> statement-breakpoint
CREATE INDEX `replication_policies_by_registry` ON `replication_policies` (`registry_id`);--> statement-breakpoint
ALTER TABLE `tags` ADD `version_via` text;--> statement-breakpoint
ALTER TABLE `tags` ADD `version_seen` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `tasks` ADD `lane` text;--> statement-breakpoint
ALTER TABLE `tasks` ADD `lane_max` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `tasks_in_lane` ON `tasks` (`lane`,`lease_until`) WHERE lane is not null and ended_at is null and lease_token is not null;