CREATE TABLE `bridges` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`key_thumbprint` text,
	`enrolled_at` integer,
	`token_hash` text,
	`token_expires_at` integer,
	`revoked_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bridges_name` ON `bridges` ("name" collate nocase) WHERE revoked_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX `bridges_key` ON `bridges` (`key_thumbprint`) WHERE key_thumbprint is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `bridges_token` ON `bridges` (`token_hash`) WHERE token_hash is not null;--> statement-breakpoint
CREATE TABLE `directory_accounts` (
	`user_id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`dn` text NOT NULL,
	`groups` text NOT NULL,
	`checked_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `directory_accounts_name` ON `directory_accounts` ("name" collate nocase);--> statement-breakpoint
ALTER TABLE `user_groups` ADD `dn_key` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `user_groups_by_dn_key` ON `user_groups` (`dn_key`) WHERE dn_key <> '';--> statement-breakpoint
ALTER TABLE `users` ADD `provider` text DEFAULT 'local' NOT NULL;--> statement-breakpoint
ALTER TABLE `users` ADD `directory_admin` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- Written by hand: groups that are there get the DN by which they are compared.
UPDATE `user_groups` SET `dn_key` = lower(replace(replace(`ldap_dn`, ', ', ','), ' =', '=')) WHERE `ldap_dn` <> '';
