-- What is counted from rows that are there already; from here on triggers do it.
INSERT INTO `quotas` (`project_id`, `storage_limit`, `created_at`, `updated_at`) SELECT `id`, -1, `created_at`, `created_at` FROM `projects`;
--> statement-breakpoint
UPDATE `repository_blobs` SET
  `project_id` = (SELECT r.project_id FROM repositories r WHERE r.id = repository_blobs.repository_id),
  `reference_count` = (SELECT count(*) FROM artifact_blobs a WHERE a.repository_id = repository_blobs.repository_id AND a.blob_id = repository_blobs.blob_id);
--> statement-breakpoint
INSERT INTO `project_blobs` (`project_id`, `blob_id`, `reference_count`)
SELECT r.project_id, a.blob_id, count(*) FROM artifact_blobs a JOIN repositories r ON r.id = a.repository_id GROUP BY r.project_id, a.blob_id;
--> statement-breakpoint
UPDATE `quotas` SET `storage_used` = coalesce((SELECT sum(b.size) FROM project_blobs x JOIN blobs b ON b.id = x.blob_id WHERE x.project_id = quotas.project_id), 0);
--> statement-breakpoint
-- The config is not read here: what is a chart or a model among what was pushed before shows as an image until it is pushed again.
UPDATE `artifacts` SET `accessory_of` = `subject_digest`, `accessory_type` = CASE WHEN `subject_digest` IS NULL THEN NULL ELSE 'subject.accessory' END,
  `type` = CASE WHEN `media_type` LIKE '%index%' OR `media_type` LIKE '%list%' OR `artifact_type` LIKE '%image.config%' OR `artifact_type` LIKE '%container.image%' THEN 'IMAGE'
    WHEN `artifact_type` LIKE '%helm%' THEN 'CHART' ELSE 'UNKNOWN' END;
--> statement-breakpoint
UPDATE `artifacts` SET `listed` = 1 WHERE
  (accessory_of IS NULL OR NOT EXISTS (SELECT 1 FROM artifacts s WHERE s.repository_id = artifacts.repository_id AND s.digest = artifacts.accessory_of))
  AND (EXISTS (SELECT 1 FROM tags WHERE artifact_id = artifacts.id) OR NOT EXISTS (SELECT 1 FROM artifact_children WHERE child_id = artifacts.id));
--> statement-breakpoint
UPDATE `repositories` SET `updated_at` = `created_at`,
  `artifact_total` = (SELECT count(*) FROM artifacts a WHERE a.repository_id = repositories.id),
  `artifact_count` = (SELECT count(*) FROM artifacts a WHERE a.repository_id = repositories.id AND a.listed = 1),
  `pull_count` = coalesce((SELECT sum(a.pull_count) FROM artifacts a WHERE a.repository_id = repositories.id), 0);
--> statement-breakpoint
UPDATE `projects` SET `repository_count` = (SELECT count(*) FROM repositories r WHERE r.project_id = projects.id AND r.artifact_total > 0);
--> statement-breakpoint
CREATE TRIGGER `artifact_blobs_inserted` AFTER INSERT ON `artifact_blobs` BEGIN
  UPDATE repository_blobs SET reference_count = reference_count + 1 WHERE repository_id = new.repository_id AND blob_id = new.blob_id;
  INSERT INTO project_blobs (project_id, blob_id, reference_count) SELECT project_id, new.blob_id, 1 FROM repositories WHERE id = new.repository_id
    ON CONFLICT (project_id, blob_id) DO UPDATE SET reference_count = reference_count + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `artifact_blobs_deleted` AFTER DELETE ON `artifact_blobs` BEGIN
  UPDATE repository_blobs SET reference_count = reference_count - 1 WHERE repository_id = old.repository_id AND blob_id = old.blob_id;
  UPDATE project_blobs SET reference_count = reference_count - 1
    WHERE project_id = (SELECT project_id FROM repositories WHERE id = old.repository_id) AND blob_id = old.blob_id;
  DELETE FROM project_blobs WHERE reference_count = 0
    AND project_id = (SELECT project_id FROM repositories WHERE id = old.repository_id) AND blob_id = old.blob_id;
END;
--> statement-breakpoint
CREATE TRIGGER `project_blobs_inserted` AFTER INSERT ON `project_blobs` BEGIN
  UPDATE quotas SET storage_used = storage_used + (SELECT size FROM blobs WHERE id = new.blob_id) WHERE project_id = new.project_id;
END;
--> statement-breakpoint
CREATE TRIGGER `project_blobs_deleted` AFTER DELETE ON `project_blobs` BEGIN
  UPDATE quotas SET storage_used = storage_used - (SELECT size FROM blobs WHERE id = old.blob_id) WHERE project_id = old.project_id;
END;
--> statement-breakpoint
-- `listed`, whenever something changes that it is made of: the artifact itself, its tags, its parents, its subject.
CREATE TRIGGER `artifacts_inserted` AFTER INSERT ON `artifacts` BEGIN
  UPDATE repositories SET artifact_total = artifact_total + 1 WHERE id = new.repository_id;
  UPDATE artifacts SET listed = 1 WHERE id = new.id AND (accessory_of IS NULL OR NOT EXISTS (
    SELECT 1 FROM artifacts s WHERE s.repository_id = new.repository_id AND s.digest = new.accessory_of));
  UPDATE artifacts SET listed = 0 WHERE repository_id = new.repository_id AND accessory_of = new.digest AND listed = 1;
END;
--> statement-breakpoint
CREATE TRIGGER `artifacts_deleted` AFTER DELETE ON `artifacts` BEGIN
  UPDATE repositories SET artifact_total = artifact_total - 1, artifact_count = artifact_count - old.listed WHERE id = old.repository_id;
  UPDATE artifacts SET listed = 1 WHERE repository_id = old.repository_id AND accessory_of = old.digest AND listed = 0;
END;
--> statement-breakpoint
CREATE TRIGGER `artifacts_listed` AFTER UPDATE OF `listed` ON `artifacts` WHEN new.listed <> old.listed BEGIN
  UPDATE repositories SET artifact_count = artifact_count + new.listed - old.listed WHERE id = new.repository_id;
END;
--> statement-breakpoint
CREATE TRIGGER `artifacts_made_accessory` AFTER UPDATE OF `accessory_of` ON `artifacts` WHEN new.accessory_of IS NOT old.accessory_of BEGIN
  UPDATE artifacts SET listed = (accessory_of IS NULL OR NOT EXISTS (
    SELECT 1 FROM artifacts s WHERE s.repository_id = new.repository_id AND s.digest = new.accessory_of)) WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER `artifact_children_inserted` AFTER INSERT ON `artifact_children` BEGIN
  UPDATE artifacts SET listed = 0 WHERE id = new.child_id AND listed = 1 AND NOT EXISTS (SELECT 1 FROM tags WHERE artifact_id = new.child_id);
END;
--> statement-breakpoint
CREATE TRIGGER `artifact_children_deleted` AFTER DELETE ON `artifact_children` BEGIN
  UPDATE artifacts SET listed = 1 WHERE id = old.child_id AND listed = 0
    AND NOT EXISTS (SELECT 1 FROM artifact_children WHERE child_id = old.child_id)
    AND (accessory_of IS NULL OR NOT EXISTS (SELECT 1 FROM artifacts s WHERE s.repository_id = artifacts.repository_id AND s.digest = artifacts.accessory_of));
END;
--> statement-breakpoint
CREATE TRIGGER `tags_inserted` AFTER INSERT ON `tags` WHEN new.artifact_id IS NOT NULL BEGIN
  UPDATE artifacts SET listed = 1 WHERE id = new.artifact_id AND listed = 0
    AND (accessory_of IS NULL OR NOT EXISTS (SELECT 1 FROM artifacts s WHERE s.repository_id = artifacts.repository_id AND s.digest = artifacts.accessory_of));
END;
--> statement-breakpoint
CREATE TRIGGER `tags_moved` AFTER UPDATE OF `artifact_id` ON `tags` WHEN new.artifact_id IS NOT old.artifact_id BEGIN
  UPDATE artifacts SET listed = 1 WHERE id = new.artifact_id AND listed = 0
    AND (accessory_of IS NULL OR NOT EXISTS (SELECT 1 FROM artifacts s WHERE s.repository_id = artifacts.repository_id AND s.digest = artifacts.accessory_of));
  UPDATE artifacts SET listed = 0 WHERE id = old.artifact_id AND listed = 1
    AND EXISTS (SELECT 1 FROM artifact_children WHERE child_id = old.artifact_id) AND NOT EXISTS (SELECT 1 FROM tags WHERE artifact_id = old.artifact_id);
END;
--> statement-breakpoint
CREATE TRIGGER `repositories_filled` AFTER UPDATE OF `artifact_total` ON `repositories` WHEN (new.artifact_total > 0) <> (old.artifact_total > 0) BEGIN
  UPDATE projects SET repository_count = repository_count + (new.artifact_total > 0) - (old.artifact_total > 0) WHERE id = new.project_id;
END;
--> statement-breakpoint
-- Search by any three letters. The tables hold nothing of their own and may be filled again from `projects` and `repositories`.
CREATE VIRTUAL TABLE `project_search` USING fts5(name, tokenize = 'trigram');
--> statement-breakpoint
CREATE VIRTUAL TABLE `repository_search` USING fts5(name, project_id UNINDEXED, tokenize = 'trigram');
--> statement-breakpoint
INSERT INTO `project_search` (rowid, name) SELECT id, name FROM projects;
--> statement-breakpoint
INSERT INTO `repository_search` (rowid, name, project_id) SELECT r.id, p.name || '/' || r.name, p.id FROM repositories r JOIN projects p ON p.id = r.project_id;
--> statement-breakpoint
CREATE TRIGGER `projects_inserted` AFTER INSERT ON `projects` BEGIN
  INSERT INTO project_search (rowid, name) VALUES (new.id, new.name);
END;
--> statement-breakpoint
CREATE TRIGGER `projects_deleted` AFTER DELETE ON `projects` BEGIN
  DELETE FROM project_search WHERE rowid = old.id;
END;
--> statement-breakpoint
CREATE TRIGGER `repositories_inserted` AFTER INSERT ON `repositories` BEGIN
  INSERT INTO repository_search (rowid, name, project_id) SELECT new.id, p.name || '/' || new.name, p.id FROM projects p WHERE p.id = new.project_id;
END;
--> statement-breakpoint
CREATE TRIGGER `repositories_deleted` AFTER DELETE ON `repositories` BEGIN
  DELETE FROM repository_search WHERE rowid = old.id;
END;
