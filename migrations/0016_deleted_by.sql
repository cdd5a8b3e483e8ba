DROP INDEX `deleted_artifacts_by_project`;--> statement-breakpoint
ALTER TABLE `deleted_artifacts` ADD `deleted_by` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `deleted_artifacts_by_project` ON `deleted_artifacts` (`project_id`,`deleted_at`,`id`);