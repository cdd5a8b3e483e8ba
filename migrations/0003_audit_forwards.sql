CREATE TABLE `audit_forwards` (
	`endpoint` text PRIMARY KEY NOT NULL,
	`cursor` integer NOT NULL,
	`due_at` integer DEFAULT 0 NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`error` text DEFAULT '' NOT NULL
);
