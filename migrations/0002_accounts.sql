CREATE TABLE `account_deletions` (
	`user_id` text PRIMARY KEY NOT NULL,
	`requested_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`email_hash` text,
	`erased_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `account_deletions_due` ON `account_deletions` (`erased_at`,`due_at`);--> statement-breakpoint
CREATE INDEX `account_deletions_by_email` ON `account_deletions` (`email_hash`);--> statement-breakpoint
CREATE TABLE `credentials` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`account_id` text NOT NULL,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credentials_by_user` ON `credentials` (`user_id`);--> statement-breakpoint
CREATE TABLE `known_devices` (
	`user_id` text NOT NULL,
	`device` text NOT NULL,
	`country` text NOT NULL,
	`last_seen_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `device`, `country`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `known_devices_by_age` ON `known_devices` (`last_seen_at`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`token` text NOT NULL,
	`user_agent` text,
	`country` text,
	`fresh_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_token_unique` ON `sessions` (`token`);--> statement-breakpoint
CREATE INDEX `sessions_by_user` ON `sessions` (`user_id`,`expires_at`);--> statement-breakpoint
CREATE INDEX `sessions_by_expiry` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `sign_in_throttles` (
	`key` text PRIMARY KEY NOT NULL,
	`tries` text NOT NULL,
	`locked_until` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sign_in_throttles_by_expiry` ON `sign_in_throttles` (`expires_at`);--> statement-breakpoint
CREATE TABLE `two_factors` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`secret` text NOT NULL,
	`backup_codes` text NOT NULL,
	`verified` integer DEFAULT false NOT NULL,
	`failed_verification_count` integer DEFAULT 0 NOT NULL,
	`locked_until` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `two_factors_user_id_unique` ON `two_factors` (`user_id`);--> statement-breakpoint
CREATE TABLE `verifications` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verifications_by_identifier` ON `verifications` (`identifier`);--> statement-breakpoint
CREATE INDEX `verifications_by_value` ON `verifications` (`value`);--> statement-breakpoint
CREATE INDEX `verifications_by_expiry` ON `verifications` (`expires_at`);--> statement-breakpoint
CREATE TABLE `creatives` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`group_id` text,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`body` text,
	`destination` text,
	`file_key` text,
	`content_type` text,
	`bytes` integer,
	`width` integer,
	`height` integer,
	`archived_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "creatives_kind" CHECK("creatives"."kind" in ('image', 'text', 'banner'))
);
--> statement-breakpoint
CREATE INDEX `creatives_by_program` ON `creatives` (`program_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `data_exports` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`state` text NOT NULL,
	`parts_done` integer DEFAULT 0 NOT NULL,
	`position` text,
	`pages` integer DEFAULT 0 NOT NULL,
	`file_key` text,
	`bytes` integer,
	`created_at` integer NOT NULL,
	`ready_at` integer,
	`expires_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "data_exports_state" CHECK("data_exports"."state" in ('running', 'ready', 'expired'))
);
--> statement-breakpoint
CREATE INDEX `data_exports_by_user` ON `data_exports` (`user_id`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `data_exports_one_at_a_time` ON `data_exports` (`user_id`) WHERE state = 'running';--> statement-breakpoint
CREATE INDEX `data_exports_by_expiry` ON `data_exports` (`state`,`expires_at`);--> statement-breakpoint
CREATE TABLE `mails` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`to_address` text NOT NULL,
	`user_id` text,
	`organization_id` text,
	`program_id` text,
	`locale` text NOT NULL,
	`params` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`leased_until` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	CONSTRAINT "mails_state" CHECK("mails"."state" in ('queued', 'sent', 'failed'))
);
--> statement-breakpoint
CREATE INDEX `mails_by_age` ON `mails` (`created_at`);--> statement-breakpoint
CREATE INDEX `mails_by_state` ON `mails` (`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `mails_by_user` ON `mails` (`user_id`);--> statement-breakpoint
CREATE INDEX `mails_by_organization` ON `mails` (`organization_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`kind` text NOT NULL,
	`program_id` text,
	`group_id` text,
	`role` text,
	`email` text NOT NULL,
	`token_sha256` text NOT NULL,
	`invited_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`accepted_at` integer,
	`accepted_by` text,
	`revoked_at` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`accepted_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "invitations_kind" CHECK("invitations"."kind" in ('member', 'affiliate')),
	CONSTRAINT "invitations_subject" CHECK(("invitations"."kind" = 'member') = ("invitations"."role" is not null) and ("invitations"."kind" = 'affiliate') = ("invitations"."program_id" is not null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_token_sha256_unique` ON `invitations` (`token_sha256`);--> statement-breakpoint
CREATE INDEX `invitations_by_organization` ON `invitations` (`organization_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `invitations_by_accepter` ON `invitations` (`accepted_by`);--> statement-breakpoint
CREATE INDEX `invitations_by_expiry` ON `invitations` (`expires_at`);--> statement-breakpoint
CREATE INDEX `invitations_by_email` ON `invitations` (`organization_id`,`email`);--> statement-breakpoint
CREATE INDEX `invitations_by_address` ON `invitations` (`email`);--> statement-breakpoint
CREATE TABLE `members` (
	`organization_id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `user_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "members_role" CHECK("members"."role" in ('viewer', 'manager', 'admin', 'owner'))
);
--> statement-breakpoint
CREATE INDEX `members_by_user` ON `members` (`user_id`);--> statement-breakpoint
CREATE TABLE `platform_admins` (
	`user_id` text PRIMARY KEY NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `affiliate_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`affiliate_id` text NOT NULL,
	`author_id` text NOT NULL,
	`text` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`affiliate_id`) REFERENCES `affiliates`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `affiliate_notes_by_affiliate` ON `affiliate_notes` (`affiliate_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `affiliate_tags` (
	`program_id` text NOT NULL,
	`tag` text NOT NULL,
	`affiliate_id` text NOT NULL,
	PRIMARY KEY(`program_id`, `tag`, `affiliate_id`),
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`affiliate_id`) REFERENCES `affiliates`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `affiliate_tags_by_affiliate` ON `affiliate_tags` (`affiliate_id`);--> statement-breakpoint
CREATE TABLE `applications` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`affiliate_id` text NOT NULL,
	`answers` text NOT NULL,
	`decision` text NOT NULL,
	`reason` text,
	`decided_by` text,
	`decided_at` integer,
	`submitted_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`affiliate_id`) REFERENCES `affiliates`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "applications_decision" CHECK("applications"."decision" in ('open', 'approved', 'rejected'))
);
--> statement-breakpoint
CREATE INDEX `applications_by_program` ON `applications` (`program_id`,`decision`,`submitted_at`);--> statement-breakpoint
CREATE INDEX `applications_open_first` ON `applications` (`program_id`,(decision = 'open'),`submitted_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `applications_one_open` ON `applications` (`affiliate_id`) WHERE decision = 'open';--> statement-breakpoint
CREATE INDEX `applications_by_affiliate` ON `applications` (`affiliate_id`);--> statement-breakpoint
DROP INDEX `conversion_days_by_program`;--> statement-breakpoint
CREATE INDEX `conversion_days_by_program` ON `conversion_days` (`program_id`,`mode`,`day`,`affiliate_id`,`type`,`conversions`,`new_customers`,`revenue`,`commission`,`refunds`);--> statement-breakpoint
DROP INDEX `coupons_by_affiliate`;--> statement-breakpoint
CREATE INDEX `coupons_by_program` ON `coupons` (`program_id`,`mode`,`created_at`);--> statement-breakpoint
CREATE INDEX `coupons_by_state` ON `coupons` (`program_id`,`mode`,(active_until is not null),`created_at`);--> statement-breakpoint
CREATE INDEX `coupons_by_affiliate` ON `coupons` (`affiliate_id`,`mode`,`created_at`);--> statement-breakpoint
DROP INDEX `links_by_affiliate`;--> statement-breakpoint
DROP INDEX `links_by_program`;--> statement-breakpoint
CREATE INDEX `links_by_state` ON `links` (`program_id`,(case when ended_at is not null then 'ended' when paused_at is not null then 'paused' else 'active' end),`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `links_by_slug` ON `links` (`program_id`,`slug`);--> statement-breakpoint
CREATE INDEX `links_of_codes` ON `links` (`program_id`,`created_at`,`id`) WHERE kind = 'code';--> statement-breakpoint
CREATE INDEX `links_by_affiliate` ON `links` (`affiliate_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `links_by_program` ON `links` (`program_id`,`created_at`,`id`);--> statement-breakpoint
DROP INDEX `groups_by_program`;--> statement-breakpoint
ALTER TABLE `groups` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `groups_name` ON `groups` (`program_id`,`name`);--> statement-breakpoint
CREATE INDEX `groups_by_program` ON `groups` (`program_id`,`created_at`);--> statement-breakpoint
ALTER TABLE `commissions` ADD `reversal_reason` text;--> statement-breakpoint
CREATE INDEX `commissions_by_state` ON `commissions` (`program_id`,`mode`,`state`,`event_at`,`conversion_id`) WHERE superseded_at is null;--> statement-breakpoint
ALTER TABLE `conversions` ADD `hold_days` integer;--> statement-breakpoint
ALTER TABLE `conversions` ADD `rejected_at` integer;--> statement-breakpoint
ALTER TABLE `conversions` ADD `rejected_reason` text;--> statement-breakpoint
CREATE INDEX `conversions_by_type` ON `conversions` (`program_id`,`mode`,`type`,`occurred_at`);--> statement-breakpoint
CREATE INDEX `conversions_unconfirmed` ON `conversions` (`program_id`,`mode`,`occurred_at`) WHERE needs_confirmation = 1 and rejected_at is null;--> statement-breakpoint
CREATE INDEX `conversions_by_day` ON `conversions` (`program_id`,`mode`,`day`);--> statement-breakpoint
CREATE INDEX `conversions_by_coupon` ON `conversions` (`coupon_id`) WHERE coupon_id is not null;--> statement-breakpoint
ALTER TABLE `reviews` ADD `resolved_by` text;--> statement-breakpoint
ALTER TABLE `audit_events` ADD `country` text;--> statement-breakpoint
CREATE INDEX `audit_events_by_program` ON `audit_events` (`program_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_events_by_actor` ON `audit_events` (`organization_id`,`actor_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_events_by_action` ON `audit_events` (`organization_id`,`action`,`at`);--> statement-breakpoint
ALTER TABLE `organizations` ADD `require_two_factor` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `organizations` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `users` ADD `email_verified` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `users` ADD `image` text;--> statement-breakpoint
ALTER TABLE `users` ADD `locale` text;--> statement-breakpoint
ALTER TABLE `users` ADD `time_zone` text;--> statement-breakpoint
ALTER TABLE `users` ADD `theme` text;--> statement-breakpoint
ALTER TABLE `users` ADD `two_factor_enabled` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `users` ADD `updated_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `payees` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX `payees_by_organization` ON `payees` (`organization_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `payees_by_user` ON `payees` (`user_id`);--> statement-breakpoint
ALTER TABLE `programs` ADD `slug` text;--> statement-breakpoint
ALTER TABLE `programs` ADD `description` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `programs` ADD `join_policy` text DEFAULT 'approval' NOT NULL;--> statement-breakpoint
ALTER TABLE `programs` ADD `application_form` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX `programs_in_order` ON `programs` (`organization_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `programs_slug` ON `programs` (`slug`);--> statement-breakpoint
ALTER TABLE `rewards` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX `rewards_in_order` ON `rewards` (`program_id`,`id`);--> statement-breakpoint
CREATE INDEX `rewards_by_group` ON `rewards` (`group_id`,`id`);--> statement-breakpoint
CREATE INDEX `rewards_by_affiliate` ON `rewards` (`affiliate_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `affiliates_one_per_user` ON `affiliates` (`program_id`,`user_id`) WHERE user_id is not null;--> statement-breakpoint
CREATE INDEX `affiliates_by_program` ON `affiliates` (`program_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `affiliates_by_state` ON `affiliates` (`program_id`,`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `api_keys_by_age` ON `api_keys` (`organization_id`,`created_at`);