CREATE TABLE `pulled_repositories` (
	`via` text NOT NULL,
	`destination` text NOT NULL,
	`source` text NOT NULL,
	PRIMARY KEY(`via`, `destination`, `source`)
);
