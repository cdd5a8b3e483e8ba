CREATE TABLE `row_counts` (
	`kind` text NOT NULL,
	`scope` integer NOT NULL,
	`value` integer NOT NULL,
	PRIMARY KEY(`kind`, `scope`)
);
--> statement-breakpoint
DROP INDEX `project_members_by_user`;--> statement-breakpoint
DROP INDEX `project_members_by_group`;--> statement-breakpoint
CREATE INDEX `project_members_by_user` ON `project_members` (`user_id`) WHERE user_id is not null;--> statement-breakpoint
CREATE INDEX `project_members_by_group` ON `project_members` (`group_id`) WHERE group_id is not null;--> statement-breakpoint
ALTER TABLE `artifacts` ADD `project_id` integer REFERENCES projects(id);--> statement-breakpoint
CREATE INDEX `artifacts_listed_in_project` ON `artifacts` (`project_id`,`pushed_at`,`id`) WHERE listed = 1;--> statement-breakpoint
CREATE INDEX `projects_by_creation` ON `projects` (`created_at`);--> statement-breakpoint
CREATE INDEX `projects_by_update` ON `projects` (`updated_at`);--> statement-breakpoint
CREATE INDEX `repositories_held_by_update` ON `repositories` (`project_id`,`updated_at`) WHERE artifact_total > 0;--> statement-breakpoint
CREATE INDEX `repositories_updated` ON `repositories` (`updated_at`) WHERE artifact_total > 0;