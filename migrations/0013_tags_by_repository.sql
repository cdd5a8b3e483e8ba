ALTER TABLE `repositories` ADD `tag_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `tags_by_push` ON `tags` (`repository_id`,`pushed_at`,`id`) WHERE artifact_id is not null;--> statement-breakpoint
-- What is there already; from here on triggers do it.
UPDATE `repositories` SET `tag_count` = (SELECT count(*) FROM tags t WHERE t.repository_id = repositories.id AND t.artifact_id IS NOT NULL);
--> statement-breakpoint
CREATE TRIGGER `tags_counted` AFTER INSERT ON `tags` WHEN new.artifact_id IS NOT NULL BEGIN
  UPDATE repositories SET tag_count = tag_count + 1 WHERE id = new.repository_id;
END;
--> statement-breakpoint
CREATE TRIGGER `tags_recounted` AFTER UPDATE OF `artifact_id` ON `tags` WHEN (new.artifact_id IS NULL) <> (old.artifact_id IS NULL) BEGIN
  UPDATE repositories SET tag_count = tag_count + (new.artifact_id IS NOT NULL) - (old.artifact_id IS NOT NULL) WHERE id = new.repository_id;
END;
--> statement-breakpoint
CREATE TRIGGER `tags_uncounted` AFTER DELETE ON `tags` WHEN old.artifact_id IS NOT NULL BEGIN
  UPDATE repositories SET tag_count = tag_count - 1 WHERE id = old.repository_id;
END;
