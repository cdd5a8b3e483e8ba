-- What is there already; from here on triggers do it.
UPDATE `artifacts` SET `project_id` = (SELECT r.project_id FROM repositories r WHERE r.id = artifacts.repository_id);
--> statement-breakpoint
INSERT INTO `row_counts` (`kind`, `scope`, `value`) SELECT 'projects', 0, count(*) FROM projects;
--> statement-breakpoint
INSERT INTO `row_counts` (`kind`, `scope`, `value`) SELECT 'repositories', 0, count(*) FROM repositories WHERE artifact_total > 0;
--> statement-breakpoint
INSERT INTO `row_counts` (`kind`, `scope`, `value`) SELECT 'users', 0, count(*) FROM users WHERE disabled = 0;
--> statement-breakpoint
INSERT INTO `row_counts` (`kind`, `scope`, `value`) SELECT 'user_groups', 0, count(*) FROM user_groups;
--> statement-breakpoint
INSERT INTO `row_counts` (`kind`, `scope`, `value`) SELECT 'members', project_id, count(*) FROM project_members GROUP BY project_id;
--> statement-breakpoint
INSERT INTO `row_counts` (`kind`, `scope`, `value`) SELECT 'robots', coalesce(project_id, 0), count(*) FROM robots GROUP BY project_id;
--> statement-breakpoint
INSERT INTO `row_counts` (`kind`, `scope`, `value`) SELECT 'audit_log', 0, count(*) FROM audit_log;
--> statement-breakpoint
INSERT INTO `row_counts` (`kind`, `scope`, `value`) SELECT 'audit_log', project_id, count(*) FROM audit_log WHERE project_id IS NOT NULL GROUP BY project_id;
--> statement-breakpoint
INSERT INTO `row_counts` (`kind`, `scope`, `value`) SELECT 'audit_log_refused', 0, count(*) FROM audit_log WHERE success = 0;
--> statement-breakpoint
INSERT INTO `row_counts` (`kind`, `scope`, `value`) SELECT 'audit_log_refused', project_id, count(*) FROM audit_log WHERE project_id IS NOT NULL AND success = 0 GROUP BY project_id;
--> statement-breakpoint
INSERT INTO `row_counts` (`kind`, `scope`, `value`) SELECT 'artifacts', project_id, sum(artifact_count) FROM repositories GROUP BY project_id;
--> statement-breakpoint
INSERT INTO `row_counts` (`kind`, `scope`, `value`) SELECT 'stored_bytes', 0, coalesce(sum(storage_used), 0) FROM quotas;
--> statement-breakpoint
CREATE TRIGGER `artifacts_in_project` AFTER INSERT ON `artifacts` BEGIN
  UPDATE artifacts SET project_id = (SELECT project_id FROM repositories WHERE id = new.repository_id) WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER `projects_counted` AFTER INSERT ON `projects` BEGIN
  INSERT INTO row_counts (kind, scope, value) VALUES ('projects', 0, 1) ON CONFLICT (kind, scope) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `projects_uncounted` AFTER DELETE ON `projects` BEGIN
  UPDATE row_counts SET value = value - 1 WHERE kind = 'projects' AND scope = 0;
  DELETE FROM row_counts WHERE kind IN ('members', 'robots', 'artifacts') AND scope = old.id;
END;
--> statement-breakpoint
CREATE TRIGGER `repositories_counted` AFTER UPDATE OF `artifact_total` ON `repositories` WHEN (new.artifact_total > 0) <> (old.artifact_total > 0) BEGIN
  INSERT INTO row_counts (kind, scope, value) VALUES ('repositories', 0, (new.artifact_total > 0) - (old.artifact_total > 0))
    ON CONFLICT (kind, scope) DO UPDATE SET value = value + excluded.value;
END;
--> statement-breakpoint
CREATE TRIGGER `repositories_artifacts_counted` AFTER UPDATE OF `artifact_count` ON `repositories` WHEN new.artifact_count <> old.artifact_count BEGIN
  INSERT INTO row_counts (kind, scope, value) VALUES ('artifacts', new.project_id, new.artifact_count - old.artifact_count)
    ON CONFLICT (kind, scope) DO UPDATE SET value = value + excluded.value;
END;
--> statement-breakpoint
CREATE TRIGGER `quotas_counted` AFTER UPDATE OF `storage_used` ON `quotas` WHEN new.storage_used <> old.storage_used BEGIN
  INSERT INTO row_counts (kind, scope, value) VALUES ('stored_bytes', 0, new.storage_used - old.storage_used)
    ON CONFLICT (kind, scope) DO UPDATE SET value = value + excluded.value;
END;
--> statement-breakpoint
CREATE TRIGGER `quotas_uncounted` AFTER DELETE ON `quotas` BEGIN
  UPDATE row_counts SET value = value - old.storage_used WHERE kind = 'stored_bytes' AND scope = 0;
END;
--> statement-breakpoint
CREATE TRIGGER `users_counted` AFTER INSERT ON `users` BEGIN
  INSERT INTO row_counts (kind, scope, value) VALUES ('users', 0, 1 - new.disabled) ON CONFLICT (kind, scope) DO UPDATE SET value = value + excluded.value;
  INSERT INTO user_search (rowid, username, email, realname) VALUES (new.id, new.username, new.email, new.realname);
END;
--> statement-breakpoint
CREATE TRIGGER `users_recounted` AFTER UPDATE OF `disabled` ON `users` WHEN new.disabled <> old.disabled BEGIN
  UPDATE row_counts SET value = value + old.disabled - new.disabled WHERE kind = 'users' AND scope = 0;
END;
--> statement-breakpoint
CREATE TRIGGER `users_renamed` AFTER UPDATE OF `username`, `email`, `realname` ON `users` BEGIN
  UPDATE user_search SET username = new.username, email = new.email, realname = new.realname WHERE rowid = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER `users_uncounted` AFTER DELETE ON `users` BEGIN
  UPDATE row_counts SET value = value - 1 + old.disabled WHERE kind = 'users' AND scope = 0;
  DELETE FROM user_search WHERE rowid = old.id;
END;
--> statement-breakpoint
CREATE TRIGGER `user_groups_counted` AFTER INSERT ON `user_groups` BEGIN
  INSERT INTO row_counts (kind, scope, value) VALUES ('user_groups', 0, 1) ON CONFLICT (kind, scope) DO UPDATE SET value = value + 1;
  INSERT INTO user_group_search (rowid, name) VALUES (new.id, new.name);
END;
--> statement-breakpoint
CREATE TRIGGER `user_groups_renamed` AFTER UPDATE OF `name` ON `user_groups` BEGIN
  UPDATE user_group_search SET name = new.name WHERE rowid = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER `user_groups_uncounted` AFTER DELETE ON `user_groups` BEGIN
  UPDATE row_counts SET value = value - 1 WHERE kind = 'user_groups' AND scope = 0;
  DELETE FROM user_group_search WHERE rowid = old.id;
END;
--> statement-breakpoint
CREATE TRIGGER `project_members_counted` AFTER INSERT ON `project_members` BEGIN
  INSERT INTO row_counts (kind, scope, value) VALUES ('members', new.project_id, 1) ON CONFLICT (kind, scope) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `project_members_uncounted` AFTER DELETE ON `project_members` BEGIN
  UPDATE row_counts SET value = value - 1 WHERE kind = 'members' AND scope = old.project_id;
END;
--> statement-breakpoint
CREATE TRIGGER `robots_counted` AFTER INSERT ON `robots` BEGIN
  INSERT INTO row_counts (kind, scope, value) VALUES ('robots', coalesce(new.project_id, 0), 1) ON CONFLICT (kind, scope) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `robots_uncounted` AFTER DELETE ON `robots` BEGIN
  UPDATE row_counts SET value = value - 1 WHERE kind = 'robots' AND scope = coalesce(old.project_id, 0);
END;
--> statement-breakpoint
CREATE TRIGGER `audit_log_counted` AFTER INSERT ON `audit_log` BEGIN
  INSERT INTO row_counts (kind, scope, value) VALUES ('audit_log', 0, 1) ON CONFLICT (kind, scope) DO UPDATE SET value = value + 1;
  INSERT INTO row_counts (kind, scope, value) SELECT 'audit_log', new.project_id, 1 WHERE new.project_id IS NOT NULL
    ON CONFLICT (kind, scope) DO UPDATE SET value = value + 1;
  INSERT INTO row_counts (kind, scope, value) SELECT 'audit_log_refused', 0, 1 WHERE new.success = 0
    ON CONFLICT (kind, scope) DO UPDATE SET value = value + 1;
  INSERT INTO row_counts (kind, scope, value) SELECT 'audit_log_refused', new.project_id, 1 WHERE new.success = 0 AND new.project_id IS NOT NULL
    ON CONFLICT (kind, scope) DO UPDATE SET value = value + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `audit_log_uncounted` AFTER DELETE ON `audit_log` BEGIN
  UPDATE row_counts SET value = value - 1 WHERE kind = 'audit_log' AND scope IN (0, old.project_id);
  UPDATE row_counts SET value = value - 1 WHERE kind = 'audit_log_refused' AND scope IN (0, old.project_id) AND old.success = 0;
END;
--> statement-breakpoint
-- Search by any three letters, as for projects; may be filled again from `users` and `user_groups`.
CREATE VIRTUAL TABLE `user_search` USING fts5(username, email, realname, tokenize = 'trigram');
--> statement-breakpoint
CREATE VIRTUAL TABLE `user_group_search` USING fts5(name, tokenize = 'trigram');
--> statement-breakpoint
INSERT INTO `user_search` (rowid, username, email, realname) SELECT id, username, email, realname FROM users;
--> statement-breakpoint
INSERT INTO `user_group_search` (rowid, name) SELECT id, name FROM user_groups;
