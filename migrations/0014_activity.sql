CREATE TABLE `activity` (
	`day` integer PRIMARY KEY NOT NULL,
	`pushes` integer DEFAULT 0 NOT NULL,
	`pulls` integer DEFAULT 0 NOT NULL
);

--> statement-breakpoint
-- Counted from here on: the audit log says less than was pulled, and may have been purged.
CREATE TRIGGER `pushes_counted` AFTER INSERT ON `outbox` WHEN new.event = 'PUSH_ARTIFACT' BEGIN
  INSERT INTO activity (day, pushes) VALUES (new.at / 86400000, 1) ON CONFLICT (day) DO UPDATE SET pushes = pushes + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `pulls_counted` AFTER UPDATE OF `pull_count` ON `artifacts` WHEN new.pull_count > old.pull_count BEGIN
  INSERT INTO activity (day, pulls) VALUES (unixepoch() / 86400, new.pull_count - old.pull_count)
    ON CONFLICT (day) DO UPDATE SET pulls = pulls + excluded.pulls;
END;
