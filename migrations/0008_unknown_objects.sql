CREATE TABLE `unknown_objects` (
	`storage_key` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`first_seen_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL
);
