-- A new site's first project was made without a quota, so that what it stores was counted nowhere.
INSERT INTO `quotas` (`project_id`, `storage_limit`, `created_at`, `updated_at`)
SELECT p.`id`, -1, p.`created_at`, p.`created_at` FROM `projects` p
WHERE p.`deleted_at` IS NULL AND NOT EXISTS (SELECT 1 FROM `quotas` q WHERE q.`project_id` = p.`id`);
--> statement-breakpoint
UPDATE `quotas` SET `storage_used` = coalesce((SELECT sum(b.size) FROM project_blobs x JOIN blobs b ON b.id = x.blob_id WHERE x.project_id = quotas.project_id), 0)
WHERE `storage_used` = 0;
