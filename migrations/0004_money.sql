CREATE TABLE `adjustments` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`affiliate_id` text NOT NULL,
	`mode` text NOT NULL,
	`kind` text NOT NULL,
	`currency` text NOT NULL,
	`amount` integer NOT NULL,
	`reason` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`transfer_id` text,
	`rate` text,
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`affiliate_id`) REFERENCES `affiliates`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "adjustments_mode" CHECK("adjustments"."mode" in ('live', 'test')),
	CONSTRAINT "adjustments_kind" CHECK("adjustments"."kind" in ('bonus', 'adjustment', 'write_off')),
	CONSTRAINT "adjustments_amount" CHECK("adjustments"."amount" <> 0 and ("adjustments"."kind" = 'adjustment' or "adjustments"."amount" > 0))
);
--> statement-breakpoint
CREATE INDEX `adjustments_by_program` ON `adjustments` (`program_id`,`mode`,`created_at`);--> statement-breakpoint
CREATE INDEX `adjustments_by_affiliate` ON `adjustments` (`affiliate_id`,`mode`,`created_at`);--> statement-breakpoint
CREATE TABLE `book_differences` (
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`organization_id` text NOT NULL,
	`program_id` text,
	`mode` text NOT NULL,
	`facts` text NOT NULL,
	`first_found_at` integer NOT NULL,
	`last_found_at` integer NOT NULL,
	CONSTRAINT "book_differences_mode" CHECK("book_differences"."mode" in ('live', 'test'))
);
--> statement-breakpoint
CREATE INDEX `book_differences_by_time` ON `book_differences` (`last_found_at`,`subject_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `book_differences_one` ON `book_differences` (`kind`,`subject_id`,`mode`);--> statement-breakpoint
CREATE TABLE `book_proofs` (
	`name` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`position` text,
	`examined` integer NOT NULL,
	`differences` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `program_conversion_days` (
	`program_id` text NOT NULL,
	`mode` text NOT NULL,
	`day` text NOT NULL,
	`dimension` text NOT NULL,
	`value` text NOT NULL,
	`leads` integer NOT NULL,
	`sales` integer NOT NULL,
	`events` integer NOT NULL,
	`new_customers` integer NOT NULL,
	`revenue` integer NOT NULL,
	`commission` integer NOT NULL,
	`refunds` integer NOT NULL,
	PRIMARY KEY(`program_id`, `mode`, `dimension`, `day`, `value`),
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "program_conversion_days_mode" CHECK("program_conversion_days"."mode" in ('live', 'test'))
);
--> statement-breakpoint
CREATE TABLE `rolled_conversion_days` (
	`program_id` text NOT NULL,
	`mode` text NOT NULL,
	`day` text NOT NULL,
	`rolled_at` integer NOT NULL,
	PRIMARY KEY(`program_id`, `mode`, `day`),
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "rolled_conversion_days_mode" CHECK("rolled_conversion_days"."mode" in ('live', 'test'))
);
--> statement-breakpoint
CREATE TABLE `disputes` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`mode` text NOT NULL,
	`origin` text NOT NULL,
	`external_id` text NOT NULL,
	`sale_kind` text NOT NULL,
	`sale_value` text NOT NULL,
	`conversion_id` text,
	`currency` text NOT NULL,
	`amount` integer NOT NULL,
	`state` text NOT NULL,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`recorded_at` integer NOT NULL,
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`conversion_id`) REFERENCES `conversions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "disputes_mode" CHECK("disputes"."mode" in ('live', 'test')),
	CONSTRAINT "disputes_state" CHECK("disputes"."state" in ('open', 'won', 'lost')),
	CONSTRAINT "disputes_amount" CHECK("disputes"."amount" > 0)
);
--> statement-breakpoint
CREATE INDEX `disputes_by_conversion` ON `disputes` (`conversion_id`);--> statement-breakpoint
CREATE INDEX `disputes_by_sale` ON `disputes` (`program_id`,`mode`,`origin`,`sale_kind`,`sale_value`);--> statement-breakpoint
CREATE UNIQUE INDEX `disputes_one` ON `disputes` (`program_id`,`mode`,`origin`,`external_id`);--> statement-breakpoint
CREATE TABLE `payable_sources` (
	`source_id` text PRIMARY KEY NOT NULL,
	`source_kind` text NOT NULL,
	`organization_id` text NOT NULL,
	`program_id` text NOT NULL,
	`affiliate_id` text NOT NULL,
	`mode` text NOT NULL,
	`currency` text NOT NULL,
	`amount` integer NOT NULL,
	`payable_at` integer NOT NULL,
	`payout_id` text,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`affiliate_id`) REFERENCES `affiliates`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payout_id`) REFERENCES `payouts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "payable_sources_mode" CHECK("payable_sources"."mode" in ('live', 'test')),
	CONSTRAINT "payable_sources_kind" CHECK("payable_sources"."source_kind" in ('commission', 'reversal', 'bonus', 'adjustment', 'tax')),
	CONSTRAINT "payable_sources_amount" CHECK("payable_sources"."amount" <> 0)
);
--> statement-breakpoint
CREATE INDEX `payable_sources_open` ON `payable_sources` (`organization_id`,`mode`,`currency`,`affiliate_id`,`payable_at`) WHERE payout_id is null;--> statement-breakpoint
CREATE INDEX `payable_sources_by_affiliate` ON `payable_sources` (`affiliate_id`,`mode`,`payable_at`);--> statement-breakpoint
CREATE INDEX `payable_sources_by_payout` ON `payable_sources` (`payout_id`) WHERE payout_id is not null;--> statement-breakpoint
CREATE TABLE `reversals` (
	`id` text PRIMARY KEY NOT NULL,
	`commission_id` text NOT NULL,
	`sequence` integer NOT NULL,
	`mode` text NOT NULL,
	`currency` text NOT NULL,
	`amount` integer NOT NULL,
	`cause` text NOT NULL,
	`cause_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`commission_id`) REFERENCES `commissions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reversals_mode" CHECK("reversals"."mode" in ('live', 'test')),
	CONSTRAINT "reversals_cause" CHECK("reversals"."cause" in ('refund', 'refund_undone', 'dispute_lost', 'dispute_won', 'recovered', 'replaced')),
	CONSTRAINT "reversals_amount" CHECK("reversals"."amount" <> 0)
);
--> statement-breakpoint
CREATE INDEX `reversals_by_cause` ON `reversals` (`cause_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `reversals_one` ON `reversals` (`commission_id`,`sequence`);--> statement-breakpoint
ALTER TABLE `organizations` ADD `payout_settings` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `payout_batches` ADD `state` text DEFAULT 'assembling' NOT NULL;--> statement-breakpoint
ALTER TABLE `payout_batches` ADD `program_ids` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `payout_batches` ADD `cause` text DEFAULT 'manual' NOT NULL;--> statement-breakpoint
ALTER TABLE `payout_batches` ADD `cause_key` text;--> statement-breakpoint
ALTER TABLE `payout_batches` ADD `created_by` text DEFAULT 'system' NOT NULL;--> statement-breakpoint
ALTER TABLE `payout_batches` ADD `first_approved_by` text;--> statement-breakpoint
ALTER TABLE `payout_batches` ADD `first_approved_at` integer;--> statement-breakpoint
ALTER TABLE `payout_batches` ADD `canceled_at` integer;--> statement-breakpoint
ALTER TABLE `payout_batches` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `payout_batches_one_per_cause` ON `payout_batches` (`organization_id`,`mode`,`currency`,`cause_key`) WHERE cause_key is not null;--> statement-breakpoint
CREATE INDEX `payout_batches_by_state` ON `payout_batches` (`state`,`created_at`);--> statement-breakpoint
ALTER TABLE `payouts` ADD `approved_amount` integer;--> statement-breakpoint
ALTER TABLE `payouts` ADD `method_id` text;--> statement-breakpoint
ALTER TABLE `payouts` ADD `tax_profile_id` text;--> statement-breakpoint
ALTER TABLE `payouts` ADD `fee_borne_by` text DEFAULT 'merchant' NOT NULL;--> statement-breakpoint
ALTER TABLE `payouts` ADD `attempts` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `payouts` ADD `processing_at` integer;--> statement-breakpoint
ALTER TABLE `payouts` ADD `check_at` integer;--> statement-breakpoint
CREATE INDEX `payouts_to_check` ON `payouts` (`check_at`) WHERE check_at is not null;--> statement-breakpoint
ALTER TABLE `refunds` ADD `undone_at` integer;--> statement-breakpoint
CREATE INDEX `commissions_of_clicks` ON `commissions` (`program_id`,`mode`,`day`,`affiliate_id`,`item_key`,`state`,`amount`,`reversed`) WHERE kind = 'click' and superseded_at is null;--> statement-breakpoint
CREATE INDEX `reviews_resolved` ON `reviews` (`program_id`,`mode`,`resolved_at`,`id`) WHERE resolved_at is not null;