CREATE TABLE `affiliate_groups` (
	`affiliate_id` text NOT NULL,
	`from_at` integer NOT NULL,
	`group_id` text,
	`applies_to` text DEFAULT 'new' NOT NULL,
	PRIMARY KEY(`affiliate_id`, `from_at`),
	FOREIGN KEY (`affiliate_id`) REFERENCES `affiliates`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "affiliate_groups_applies_to" CHECK("affiliate_groups"."applies_to" in ('new', 'renewals_too'))
);
--> statement-breakpoint
CREATE TABLE `affiliate_states` (
	`affiliate_id` text NOT NULL,
	`from_at` integer NOT NULL,
	`sequence` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	PRIMARY KEY(`affiliate_id`, `from_at`, `sequence`),
	FOREIGN KEY (`affiliate_id`) REFERENCES `affiliates`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "affiliate_states_state" CHECK("affiliate_states"."state" in ('applied', 'active', 'suspended', 'left', 'banned'))
);
--> statement-breakpoint
CREATE TABLE `affiliates` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`user_id` text,
	`payee_id` text,
	`code` text NOT NULL,
	`state` text NOT NULL,
	`recruiter_id` text,
	`recruited_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payee_id`) REFERENCES `payees`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`recruiter_id`) REFERENCES `affiliates`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "affiliates_recruiter_is_another" CHECK("affiliates"."recruiter_id" <> "affiliates"."id"),
	CONSTRAINT "affiliates_code_folded" CHECK("affiliates"."code" = lower("affiliates"."code")),
	CONSTRAINT "affiliates_state" CHECK("affiliates"."state" in ('applied', 'active', 'suspended', 'left', 'banned'))
);
--> statement-breakpoint
CREATE INDEX `affiliates_by_recruiter` ON `affiliates` (`recruiter_id`);--> statement-breakpoint
CREATE INDEX `affiliates_by_user` ON `affiliates` (`user_id`);--> statement-breakpoint
CREATE INDEX `affiliates_by_payee` ON `affiliates` (`payee_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `affiliates_code` ON `affiliates` (`program_id`,`code`);--> statement-breakpoint
CREATE TABLE `terms_acceptances` (
	`affiliate_id` text NOT NULL,
	`version` integer NOT NULL,
	`accepted_at` integer NOT NULL,
	PRIMARY KEY(`affiliate_id`, `version`),
	FOREIGN KEY (`affiliate_id`) REFERENCES `affiliates`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `click_day_values` (
	`program_id` text NOT NULL,
	`affiliate_id` text NOT NULL,
	`mode` text NOT NULL,
	`day` text NOT NULL,
	`dimension` text NOT NULL,
	`value` text NOT NULL,
	`clicks` integer NOT NULL,
	`uniques` integer NOT NULL,
	`bots` integer NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`affiliate_id`, `mode`, `dimension`, `day`, `value`),
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`affiliate_id`) REFERENCES `affiliates`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "click_day_values_mode" CHECK("click_day_values"."mode" in ('live', 'test'))
);
--> statement-breakpoint
CREATE INDEX `click_day_values_by_program` ON `click_day_values` (`program_id`,`mode`,`dimension`,`day`);--> statement-breakpoint
CREATE TABLE `click_days` (
	`program_id` text NOT NULL,
	`affiliate_id` text NOT NULL,
	`mode` text NOT NULL,
	`day` text NOT NULL,
	`link_id` text NOT NULL,
	`clicks` integer NOT NULL,
	`uniques` integer NOT NULL,
	`bots` integer NOT NULL,
	`over_cap` integer NOT NULL,
	`refused` integer NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`affiliate_id`, `mode`, `day`, `link_id`),
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`affiliate_id`) REFERENCES `affiliates`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`link_id`) REFERENCES `links`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "click_days_mode" CHECK("click_days"."mode" in ('live', 'test')),
	CONSTRAINT "click_days_counts" CHECK(1 and "click_days"."clicks" >= 0 and "click_days"."uniques" >= 0 and "click_days"."bots" >= 0)
);
--> statement-breakpoint
CREATE INDEX `click_days_by_program` ON `click_days` (`program_id`,`mode`,`day`);--> statement-breakpoint
CREATE INDEX `click_days_by_link` ON `click_days` (`link_id`,`mode`,`day`);--> statement-breakpoint
CREATE TABLE `program_click_days` (
	`program_id` text NOT NULL,
	`mode` text NOT NULL,
	`day` text NOT NULL,
	`dimension` text NOT NULL,
	`value` text NOT NULL,
	`clicks` integer NOT NULL,
	`uniques` integer NOT NULL,
	`bots` integer NOT NULL,
	PRIMARY KEY(`program_id`, `mode`, `dimension`, `day`, `value`),
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "program_click_days_mode" CHECK("program_click_days"."mode" in ('live', 'test'))
);
--> statement-breakpoint
CREATE TABLE `commissions` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`mode` text NOT NULL,
	`affiliate_id` text NOT NULL,
	`conversion_id` text,
	`revision` integer DEFAULT 1 NOT NULL,
	`item_key` text NOT NULL,
	`reward_id` text NOT NULL,
	`reward_version_id` text NOT NULL,
	`level` integer NOT NULL,
	`kind` text NOT NULL,
	`parent_id` text,
	`currency` text NOT NULL,
	`base` integer NOT NULL,
	`amount` integer NOT NULL,
	`reversed` integer DEFAULT 0 NOT NULL,
	`follows_refunds` integer NOT NULL,
	`awaits_sale` integer DEFAULT false NOT NULL,
	`state` text NOT NULL,
	`held_reasons` text DEFAULT '[]' NOT NULL,
	`day` text NOT NULL,
	`event_at` integer NOT NULL,
	`matures_at` integer NOT NULL,
	`approved_at` integer,
	`approved_by` text,
	`rejected_reason` text,
	`explanation` text NOT NULL,
	`superseded_at` integer,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`affiliate_id`) REFERENCES `affiliates`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`conversion_id`) REFERENCES `conversions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reward_id`) REFERENCES `rewards`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reward_version_id`) REFERENCES `reward_versions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`parent_id`) REFERENCES `commissions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "commissions_mode" CHECK("commissions"."mode" in ('live', 'test')),
	CONSTRAINT "commissions_state" CHECK("commissions"."state" in ('pending', 'payable', 'paid', 'rejected', 'reversed')),
	CONSTRAINT "commissions_kind" CHECK("commissions"."kind" in ('base', 'bonus', 'second_level', 'click')),
	CONSTRAINT "commissions_level" CHECK("commissions"."level" in (1, 2)),
	CONSTRAINT "commissions_reversed" CHECK("commissions"."reversed" between 0 and max("commissions"."amount", 0)),
	CONSTRAINT "commissions_payable_is_approved" CHECK("commissions"."state" not in ('payable', 'paid') or ("commissions"."approved_at" is not null and "commissions"."held_reasons" = '[]' and "commissions"."awaits_sale" = 0))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `commissions_one` ON `commissions` (`conversion_id`,`item_key`,`reward_id`,`affiliate_id`,`level`) WHERE superseded_at is null and conversion_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `commissions_one_of_clicks` ON `commissions` (`affiliate_id`,`mode`,`reward_version_id`,`item_key`) WHERE kind = 'click';--> statement-breakpoint
CREATE INDEX `commissions_by_affiliate` ON `commissions` (`affiliate_id`,`mode`,`event_at`);--> statement-breakpoint
CREATE INDEX `commissions_by_program` ON `commissions` (`program_id`,`mode`,`event_at`);--> statement-breakpoint
CREATE INDEX `commissions_by_conversion` ON `commissions` (`conversion_id`);--> statement-breakpoint
CREATE INDEX `commissions_maturing` ON `commissions` (`state`,`matures_at`);--> statement-breakpoint
CREATE INDEX `commissions_by_parent` ON `commissions` (`parent_id`);--> statement-breakpoint
CREATE TABLE `attribution_traces` (
	`conversion_id` text NOT NULL,
	`revision` integer NOT NULL,
	`at` integer NOT NULL,
	`trace` text NOT NULL,
	PRIMARY KEY(`conversion_id`, `revision`),
	FOREIGN KEY (`conversion_id`) REFERENCES `conversions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `conversion_days` (
	`program_id` text NOT NULL,
	`mode` text NOT NULL,
	`affiliate_id` text NOT NULL,
	`day` text NOT NULL,
	`type` text NOT NULL,
	`event_name` text NOT NULL,
	`conversions` integer NOT NULL,
	`earning` integer NOT NULL,
	`new_customers` integer NOT NULL,
	`revenue` integer NOT NULL,
	`commission` integer NOT NULL,
	`refunds` integer NOT NULL,
	PRIMARY KEY(`program_id`, `mode`, `affiliate_id`, `day`, `type`, `event_name`),
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "conversion_days_mode" CHECK("conversion_days"."mode" in ('live', 'test'))
);
--> statement-breakpoint
CREATE INDEX `conversion_days_by_program` ON `conversion_days` (`program_id`,`mode`,`day`);--> statement-breakpoint
CREATE TABLE `conversion_items` (
	`conversion_id` text NOT NULL,
	`revision` integer NOT NULL,
	`position` integer NOT NULL,
	`item_id` text,
	`product` text,
	`category` text,
	`quantity` integer NOT NULL,
	`amount` integer NOT NULL,
	`base` integer NOT NULL,
	PRIMARY KEY(`conversion_id`, `revision`, `position`),
	FOREIGN KEY (`conversion_id`) REFERENCES `conversions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "conversion_items_quantity" CHECK("conversion_items"."quantity" > 0),
	CONSTRAINT "conversion_items_amounts" CHECK(1 and "conversion_items"."amount" >= 0 and "conversion_items"."base" >= 0)
);
--> statement-breakpoint
CREATE TABLE `conversion_references` (
	`program_id` text NOT NULL,
	`mode` text NOT NULL,
	`origin` text NOT NULL,
	`type` text NOT NULL,
	`event_name` text NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`conversion_id` text NOT NULL,
	PRIMARY KEY(`program_id`, `mode`, `origin`, `kind`, `value`, `type`, `event_name`),
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`conversion_id`) REFERENCES `conversions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "conversion_references_mode" CHECK("conversion_references"."mode" in ('live', 'test')),
	CONSTRAINT "conversion_references_kind" CHECK("conversion_references"."kind" in ('order', 'checkout_session', 'payment_intent', 'charge', 'invoice'))
);
--> statement-breakpoint
CREATE INDEX `conversion_references_by_conversion` ON `conversion_references` (`conversion_id`);--> statement-breakpoint
CREATE TABLE `conversions` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`mode` text NOT NULL,
	`origin` text NOT NULL,
	`type` text NOT NULL,
	`event_name` text NOT NULL,
	`external_id` text NOT NULL,
	`trust` text NOT NULL,
	`customer_id` text,
	`affiliate_id` text,
	`via` text,
	`link_id` text,
	`coupon_id` text,
	`click_at` integer,
	`click_nonce` text,
	`country` text,
	`occurred_at` integer NOT NULL,
	`day` text NOT NULL,
	`recorded_at` integer NOT NULL,
	`bulk` integer DEFAULT false NOT NULL,
	`currency` text,
	`gross` integer DEFAULT 0 NOT NULL,
	`tax` integer DEFAULT 0 NOT NULL,
	`shipping` integer DEFAULT 0 NOT NULL,
	`discount` integer DEFAULT 0 NOT NULL,
	`as_reported` integer DEFAULT false NOT NULL,
	`base` integer DEFAULT 0 NOT NULL,
	`base_in_program` integer,
	`rate` text,
	`rate_source` text,
	`rate_day` text,
	`refunded` integer DEFAULT 0 NOT NULL,
	`is_first_sale` integer DEFAULT false NOT NULL,
	`is_renewal` integer DEFAULT false NOT NULL,
	`period_start` integer,
	`metadata` text NOT NULL,
	`inputs` text NOT NULL,
	`cap_use` text DEFAULT '[]' NOT NULL,
	`needs_confirmation` integer DEFAULT false NOT NULL,
	`enrichment` text DEFAULT 'none' NOT NULL,
	`device` text,
	`os` text,
	`browser` text,
	`referrer_host` text,
	`click_utm` text,
	`click_sub` text,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`affiliate_id`) REFERENCES `affiliates`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`link_id`) REFERENCES `links`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`coupon_id`) REFERENCES `coupons`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "conversions_mode" CHECK("conversions"."mode" in ('live', 'test')),
	CONSTRAINT "conversions_type" CHECK("conversions"."type" in ('lead', 'sale', 'event')),
	CONSTRAINT "conversions_trust" CHECK("conversions"."trust" in ('browser', 'signed_browser', 'api', 'provider')),
	CONSTRAINT "conversions_enrichment" CHECK("conversions"."enrichment" in ('none', 'pending', 'found', 'unknown')),
	CONSTRAINT "conversions_event_name" CHECK(("conversions"."type" = 'event') = ("conversions"."event_name" <> '')),
	CONSTRAINT "conversions_credited_somehow" CHECK(("conversions"."affiliate_id" is null) = ("conversions"."via" is null)),
	CONSTRAINT "conversions_amounts" CHECK(1 and "conversions"."gross" >= 0 and "conversions"."tax" >= 0 and "conversions"."shipping" >= 0 and "conversions"."discount" >= 0 and "conversions"."base" >= 0 and "conversions"."refunded" >= 0)
);
--> statement-breakpoint
CREATE INDEX `conversions_by_program` ON `conversions` (`program_id`,`mode`,`occurred_at`);--> statement-breakpoint
CREATE INDEX `conversions_by_affiliate` ON `conversions` (`affiliate_id`,`mode`,`occurred_at`);--> statement-breakpoint
CREATE INDEX `conversions_by_customer` ON `conversions` (`customer_id`,`occurred_at`);--> statement-breakpoint
CREATE INDEX `conversions_by_click` ON `conversions` (`link_id`,`click_at`,`click_nonce`);--> statement-breakpoint
CREATE UNIQUE INDEX `conversions_one` ON `conversions` (`program_id`,`mode`,`origin`,`type`,`event_name`,`external_id`);--> statement-breakpoint
CREATE TABLE `exchange_rates` (
	`organization_id` text NOT NULL,
	`from_currency` text NOT NULL,
	`to_currency` text NOT NULL,
	`day` text NOT NULL,
	`rate` text NOT NULL,
	`source` text NOT NULL,
	PRIMARY KEY(`organization_id`, `from_currency`, `to_currency`, `day`)
);
--> statement-breakpoint
CREATE TABLE `order_winners` (
	`organization_id` text NOT NULL,
	`mode` text NOT NULL,
	`origin` text NOT NULL,
	`type` text NOT NULL,
	`event_name` text NOT NULL,
	`external_id` text NOT NULL,
	`conversion_id` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`organization_id`, `mode`, `external_id`, `origin`, `type`, `event_name`),
	FOREIGN KEY (`conversion_id`) REFERENCES `conversions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "order_winners_mode" CHECK("order_winners"."mode" in ('live', 'test'))
);
--> statement-breakpoint
CREATE INDEX `order_winners_by_conversion` ON `order_winners` (`conversion_id`);--> statement-breakpoint
CREATE TABLE `refunds` (
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
	`items` text NOT NULL,
	`occurred_at` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`applied_at` integer,
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`conversion_id`) REFERENCES `conversions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "refunds_mode" CHECK("refunds"."mode" in ('live', 'test')),
	CONSTRAINT "refunds_amount" CHECK("refunds"."amount" > 0)
);
--> statement-breakpoint
CREATE INDEX `refunds_by_conversion` ON `refunds` (`conversion_id`);--> statement-breakpoint
CREATE INDEX `refunds_by_sale` ON `refunds` (`program_id`,`mode`,`origin`,`sale_kind`,`sale_value`);--> statement-breakpoint
CREATE UNIQUE INDEX `refunds_one` ON `refunds` (`program_id`,`mode`,`origin`,`external_id`);--> statement-breakpoint
CREATE TABLE `reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`mode` text NOT NULL,
	`kind` text NOT NULL,
	`fingerprint` text NOT NULL,
	`facts` text NOT NULL,
	`opened_at` integer NOT NULL,
	`resolved_at` integer,
	`resolution` text,
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reviews_mode" CHECK("reviews"."mode" in ('live', 'test'))
);
--> statement-breakpoint
CREATE INDEX `reviews_open` ON `reviews` (`program_id`,`mode`,`resolved_at`,`opened_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `reviews_one` ON `reviews` (`program_id`,`mode`,`kind`,`fingerprint`);--> statement-breakpoint
CREATE TABLE `sightings` (
	`id` text PRIMARY KEY NOT NULL,
	`conversion_id` text NOT NULL,
	`trust` text NOT NULL,
	`outcome` text NOT NULL,
	`at` integer NOT NULL,
	`external_id` text NOT NULL,
	`report_hash` text NOT NULL,
	FOREIGN KEY (`conversion_id`) REFERENCES `conversions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "sightings_trust" CHECK("sightings"."trust" in ('browser', 'signed_browser', 'api', 'provider')),
	CONSTRAINT "sightings_outcome" CHECK("sightings"."outcome" in ('created', 'kept', 'replaced'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sightings_one` ON `sightings` (`conversion_id`,`trust`,`report_hash`);--> statement-breakpoint
CREATE TABLE `bindings` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`mode` text NOT NULL,
	`customer_id` text NOT NULL,
	`affiliate_id` text NOT NULL,
	`reward_version_id` text,
	`conversion_id` text NOT NULL,
	`via` text NOT NULL,
	`bound_at` integer NOT NULL,
	`lead_at` integer,
	`first_sale_at` integer,
	`ended_at` integer,
	`end_reason` text,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`affiliate_id`) REFERENCES `affiliates`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reward_version_id`) REFERENCES `reward_versions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "bindings_mode" CHECK("bindings"."mode" in ('live', 'test')),
	CONSTRAINT "bindings_via" CHECK("bindings"."via" in ('click', 'coupon', 'manual'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bindings_one_live` ON `bindings` (`customer_id`) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX `bindings_by_customer` ON `bindings` (`customer_id`);--> statement-breakpoint
CREATE INDEX `bindings_by_affiliate` ON `bindings` (`affiliate_id`);--> statement-breakpoint
CREATE TABLE `customer_identities` (
	`program_id` text NOT NULL,
	`mode` text NOT NULL,
	`origin` text NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`customer_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`program_id`, `mode`, `origin`, `kind`, `value`),
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "customer_identities_mode" CHECK("customer_identities"."mode" in ('live', 'test')),
	CONSTRAINT "customer_identities_kind" CHECK("customer_identities"."kind" in ('external', 'stripe_customer', 'subscription', 'email_hash'))
);
--> statement-breakpoint
CREATE INDEX `customer_identities_by_customer` ON `customer_identities` (`customer_id`);--> statement-breakpoint
CREATE TABLE `customers` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`mode` text NOT NULL,
	`merged_into_id` text,
	`merged_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`merged_into_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "customers_mode" CHECK("customers"."mode" in ('live', 'test'))
);
--> statement-breakpoint
CREATE INDEX `customers_by_program` ON `customers` (`program_id`,`mode`,`created_at`);--> statement-breakpoint
CREATE INDEX `customers_by_merged_into` ON `customers` (`merged_into_id`);--> statement-breakpoint
CREATE TABLE `ledger_accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`mode` text NOT NULL,
	`kind` text NOT NULL,
	`affiliate_id` text NOT NULL,
	`payee_id` text NOT NULL,
	`currency` text NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ledger_accounts_mode" CHECK("ledger_accounts"."mode" in ('live', 'test')),
	CONSTRAINT "ledger_accounts_kind" CHECK("ledger_accounts"."kind" in ('commission_cost', 'affiliate_pending', 'affiliate_payable', 'affiliate_in_payout', 'payouts_sent', 'provider_fees', 'vat', 'withholding', 'adjustments', 'write_offs'))
);
--> statement-breakpoint
CREATE INDEX `ledger_accounts_by_affiliate` ON `ledger_accounts` (`affiliate_id`,`mode`);--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_accounts_one` ON `ledger_accounts` (`organization_id`,`mode`,`kind`,`affiliate_id`,`payee_id`,`currency`);--> statement-breakpoint
CREATE TABLE `ledger_entries` (
	`transaction_id` text NOT NULL,
	`position` integer NOT NULL,
	`account_id` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`mode` text NOT NULL,
	PRIMARY KEY(`transaction_id`, `position`),
	FOREIGN KEY (`transaction_id`) REFERENCES `ledger_transactions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `ledger_accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ledger_entries_mode" CHECK("ledger_entries"."mode" in ('live', 'test')),
	CONSTRAINT "ledger_entries_amount" CHECK("ledger_entries"."amount" <> 0)
);
--> statement-breakpoint
CREATE INDEX `ledger_entries_by_account` ON `ledger_entries` (`account_id`,`amount`);--> statement-breakpoint
CREATE TABLE `ledger_transactions` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`mode` text NOT NULL,
	`subject_id` text NOT NULL,
	`kind` text NOT NULL,
	`sequence` integer NOT NULL,
	`at` integer NOT NULL,
	`reason` text,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ledger_transactions_mode" CHECK("ledger_transactions"."mode" in ('live', 'test'))
);
--> statement-breakpoint
CREATE INDEX `ledger_transactions_by_organization` ON `ledger_transactions` (`organization_id`,`mode`,`at`);--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_transactions_natural` ON `ledger_transactions` (`subject_id`,`kind`,`sequence`);--> statement-breakpoint
CREATE TABLE `coupons` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`affiliate_id` text,
	`mode` text NOT NULL,
	`code` text NOT NULL,
	`code_folded` text NOT NULL,
	`active_from` integer NOT NULL,
	`active_until` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`affiliate_id`) REFERENCES `affiliates`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "coupons_mode" CHECK("coupons"."mode" in ('live', 'test')),
	CONSTRAINT "coupons_range" CHECK("coupons"."active_until" is null or "coupons"."active_until" >= "coupons"."active_from")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `coupons_one_active` ON `coupons` (`program_id`,`mode`,`code_folded`) WHERE active_until is null;--> statement-breakpoint
CREATE INDEX `coupons_by_code` ON `coupons` (`program_id`,`mode`,`code_folded`,`active_from`);--> statement-breakpoint
CREATE INDEX `coupons_by_affiliate` ON `coupons` (`affiliate_id`);--> statement-breakpoint
CREATE TABLE `links` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`affiliate_id` text NOT NULL,
	`kind` text NOT NULL,
	`domain` text DEFAULT '*' NOT NULL,
	`slug` text NOT NULL,
	`destination` text NOT NULL,
	`fallback_url` text,
	`targets` text NOT NULL,
	`split` text NOT NULL,
	`utm` text NOT NULL,
	`expires_at` integer,
	`click_cap` integer,
	`cap_reached_at` integer,
	`paused_at` integer,
	`ended_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`affiliate_id`) REFERENCES `affiliates`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "links_kind" CHECK("links"."kind" in ('redirect', 'code')),
	CONSTRAINT "links_slug_folded" CHECK("links"."slug" = lower("links"."slug") and "links"."slug" <> ''),
	CONSTRAINT "links_click_cap" CHECK("links"."click_cap" is null or "links"."click_cap" > 0)
);
--> statement-breakpoint
CREATE INDEX `links_by_affiliate` ON `links` (`affiliate_id`);--> statement-breakpoint
CREATE INDEX `links_by_program` ON `links` (`program_id`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `links_slug` ON `links` (`domain`,`slug`);--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`program_id` text,
	`mode` text NOT NULL,
	`name` text NOT NULL,
	`sha256` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer,
	`last_used_at` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "api_keys_mode" CHECK("api_keys"."mode" in ('live', 'test'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_sha256_unique` ON `api_keys` (`sha256`);--> statement-breakpoint
CREATE INDEX `api_keys_by_organization` ON `api_keys` (`organization_id`);--> statement-breakpoint
CREATE TABLE `audit_events` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`program_id` text,
	`actor_kind` text NOT NULL,
	`actor_id` text NOT NULL,
	`action` text NOT NULL,
	`subject_id` text NOT NULL,
	`before` text,
	`after` text,
	`request_id` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `audit_events_by_organization` ON `audit_events` (`organization_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_events_by_subject` ON `audit_events` (`subject_id`,`at`);--> statement-breakpoint
CREATE TABLE `idempotency_records` (
	`caller_id` text NOT NULL,
	`key` text NOT NULL,
	`mode` text NOT NULL,
	`body_hash` text NOT NULL,
	`status` integer NOT NULL,
	`answer` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`caller_id`, `key`),
	CONSTRAINT "idempotency_records_mode" CHECK("idempotency_records"."mode" in ('live', 'test'))
);
--> statement-breakpoint
CREATE INDEX `idempotency_records_by_age` ON `idempotency_records` (`created_at`);--> statement-breakpoint
CREATE TABLE `job_runs` (
	`job` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`outcome` text,
	`due_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`payload` text NOT NULL,
	`created_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`last_error` text
);
--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`due_at`);--> statement-breakpoint
CREATE TABLE `organizations` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`country` text NOT NULL,
	`exclusive_across_programs` integer DEFAULT true NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);--> statement-breakpoint
CREATE TABLE `payees` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`user_id` text,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "payees_kind" CHECK("payees"."kind" in ('person', 'company'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payees_one_per_user` ON `payees` (`organization_id`,`user_id`) WHERE user_id is not null;--> statement-breakpoint
CREATE TABLE `payout_methods` (
	`id` text PRIMARY KEY NOT NULL,
	`payee_id` text NOT NULL,
	`version` integer NOT NULL,
	`kind` text NOT NULL,
	`details` text NOT NULL,
	`fingerprint` text NOT NULL,
	`created_at` integer NOT NULL,
	`usable_at` integer NOT NULL,
	FOREIGN KEY (`payee_id`) REFERENCES `payees`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `payout_methods_by_fingerprint` ON `payout_methods` (`fingerprint`);--> statement-breakpoint
CREATE UNIQUE INDEX `payout_methods_version` ON `payout_methods` (`payee_id`,`version`);--> statement-breakpoint
CREATE TABLE `tax_profiles` (
	`id` text PRIMARY KEY NOT NULL,
	`payee_id` text NOT NULL,
	`version` integer NOT NULL,
	`country` text NOT NULL,
	`treatment` text NOT NULL,
	`details` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	FOREIGN KEY (`payee_id`) REFERENCES `payees`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tax_profiles_version` ON `tax_profiles` (`payee_id`,`version`);--> statement-breakpoint
CREATE TABLE `document_counters` (
	`organization_id` text NOT NULL,
	`series` text NOT NULL,
	`year` integer NOT NULL,
	`mode` text NOT NULL,
	`last_number` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "document_counters_mode" CHECK("document_counters"."mode" in ('live', 'test'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `document_counters_one` ON `document_counters` (`organization_id`,`series`,`year`,`mode`);--> statement-breakpoint
CREATE TABLE `documents` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`payee_id` text NOT NULL,
	`payout_id` text,
	`mode` text NOT NULL,
	`kind` text NOT NULL,
	`series` text NOT NULL,
	`year` integer NOT NULL,
	`number` integer NOT NULL,
	`corrects_id` text,
	`tax_profile_id` text,
	`currency` text NOT NULL,
	`net` integer NOT NULL,
	`vat` integer NOT NULL,
	`lines` text NOT NULL,
	`issued_on` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payee_id`) REFERENCES `payees`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payout_id`) REFERENCES `payouts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "documents_mode" CHECK("documents"."mode" in ('live', 'test')),
	CONSTRAINT "documents_kind" CHECK("documents"."kind" in ('self_billed_invoice', 'correction', 'statement')),
	CONSTRAINT "documents_number_positive" CHECK("documents"."number" > 0)
);
--> statement-breakpoint
CREATE INDEX `documents_by_payee` ON `documents` (`payee_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `documents_by_payout` ON `documents` (`payout_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `documents_number` ON `documents` (`organization_id`,`series`,`year`,`mode`,`number`);--> statement-breakpoint
CREATE TABLE `payout_batches` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`mode` text NOT NULL,
	`currency` text NOT NULL,
	`cut_off_at` integer NOT NULL,
	`progress` text NOT NULL,
	`approved_by` text,
	`approved_at` integer,
	`approved_amount` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "payout_batches_mode" CHECK("payout_batches"."mode" in ('live', 'test'))
);
--> statement-breakpoint
CREATE INDEX `payout_batches_by_organization` ON `payout_batches` (`organization_id`,`mode`,`created_at`);--> statement-breakpoint
CREATE TABLE `payout_items` (
	`id` text PRIMARY KEY NOT NULL,
	`payout_id` text NOT NULL,
	`affiliate_id` text NOT NULL,
	`source_kind` text NOT NULL,
	`source_id` text NOT NULL,
	`mode` text NOT NULL,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`released_at` integer,
	FOREIGN KEY (`payout_id`) REFERENCES `payouts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`affiliate_id`) REFERENCES `affiliates`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "payout_items_source_kind" CHECK("payout_items"."source_kind" in ('commission', 'reversal', 'bonus', 'adjustment', 'tax')),
	CONSTRAINT "payout_items_mode" CHECK("payout_items"."mode" in ('live', 'test')),
	CONSTRAINT "payout_items_amount" CHECK("payout_items"."amount" <> 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payout_items_source_in_one_live_payout` ON `payout_items` (`source_kind`,`source_id`) WHERE released_at is null;--> statement-breakpoint
CREATE INDEX `payout_items_by_payout` ON `payout_items` (`payout_id`);--> statement-breakpoint
CREATE TABLE `payouts` (
	`id` text PRIMARY KEY NOT NULL,
	`batch_id` text NOT NULL,
	`organization_id` text NOT NULL,
	`payee_id` text NOT NULL,
	`mode` text NOT NULL,
	`currency` text NOT NULL,
	`amount` integer NOT NULL,
	`fee` integer DEFAULT 0 NOT NULL,
	`state` text NOT NULL,
	`provider` text,
	`provider_reference` text,
	`failure` text,
	`created_at` integer NOT NULL,
	`settled_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`batch_id`) REFERENCES `payout_batches`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payee_id`) REFERENCES `payees`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "payouts_mode" CHECK("payouts"."mode" in ('live', 'test')),
	CONSTRAINT "payouts_state" CHECK("payouts"."state" in ('draft', 'needs_tax_profile', 'needs_invoice', 'approved', 'processing', 'paid', 'failed', 'canceled', 'returned')),
	CONSTRAINT "payouts_amount" CHECK("payouts"."amount" > 0 and "payouts"."fee" >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payouts_provider_reference` ON `payouts` (`provider`,`provider_reference`) WHERE provider_reference is not null;--> statement-breakpoint
CREATE INDEX `payouts_by_payee` ON `payouts` (`payee_id`,`mode`,`created_at`);--> statement-breakpoint
CREATE INDEX `payouts_by_state` ON `payouts` (`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `payouts_by_organization` ON `payouts` (`organization_id`,`mode`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `payouts_one_per_payee` ON `payouts` (`batch_id`,`payee_id`);--> statement-breakpoint
CREATE TABLE `groups` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `groups_by_program` ON `groups` (`program_id`);--> statement-breakpoint
CREATE TABLE `link_domains` (
	`domain` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `link_domains_by_program` ON `link_domains` (`program_id`);--> statement-breakpoint
CREATE TABLE `program_states` (
	`program_id` text NOT NULL,
	`from_at` integer NOT NULL,
	`sequence` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	PRIMARY KEY(`program_id`, `from_at`, `sequence`),
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "program_states_state" CHECK("program_states"."state" in ('active', 'paused', 'ended'))
);
--> statement-breakpoint
CREATE TABLE `programs` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`name` text NOT NULL,
	`currency` text NOT NULL,
	`time_zone` text NOT NULL,
	`time_zone_fixed_at` integer,
	`state` text NOT NULL,
	`settings` text NOT NULL,
	`token_param` text DEFAULT 'td' NOT NULL,
	`allowed_hosts` text NOT NULL,
	`origins` text NOT NULL,
	`fallback_url` text,
	`utm` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "programs_state" CHECK("programs"."state" in ('active', 'paused', 'ended'))
);
--> statement-breakpoint
CREATE INDEX `programs_by_organization` ON `programs` (`organization_id`);--> statement-breakpoint
CREATE TABLE `terms_versions` (
	`program_id` text NOT NULL,
	`version` integer NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`effective_at` integer NOT NULL,
	`deadline_at` integer,
	PRIMARY KEY(`program_id`, `version`),
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "terms_versions_kind" CHECK("terms_versions"."kind" in ('notice', 'must_accept'))
);
--> statement-breakpoint
CREATE TABLE `cap_counters` (
	`program_id` text NOT NULL,
	`mode` text NOT NULL,
	`key` text NOT NULL,
	`value` integer NOT NULL,
	PRIMARY KEY(`program_id`, `mode`, `key`),
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "cap_counters_mode" CHECK("cap_counters"."mode" in ('live', 'test')),
	CONSTRAINT "cap_counters_value" CHECK("cap_counters"."value" >= 0)
);
--> statement-breakpoint
CREATE TABLE `reward_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`reward_id` text NOT NULL,
	`version` integer NOT NULL,
	`valid_from` integer NOT NULL,
	`applies_to` text NOT NULL,
	`renewals_from` integer,
	`definition` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`reward_id`) REFERENCES `rewards`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reward_versions_applies_to" CHECK("reward_versions"."applies_to" in ('new', 'renewals_too')),
	CONSTRAINT "reward_versions_renewals_from" CHECK(("reward_versions"."applies_to" = 'renewals_too') = ("reward_versions"."renewals_from" is not null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reward_versions_version` ON `reward_versions` (`reward_id`,`version`);--> statement-breakpoint
CREATE TABLE `rewards` (
	`id` text PRIMARY KEY NOT NULL,
	`program_id` text NOT NULL,
	`scope` text NOT NULL,
	`group_id` text,
	`affiliate_id` text,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`archived_at` integer,
	FOREIGN KEY (`program_id`) REFERENCES `programs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`affiliate_id`) REFERENCES `affiliates`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "rewards_scope" CHECK("rewards"."scope" in ('program', 'group', 'affiliate')),
	CONSTRAINT "rewards_scope_subject" CHECK(("rewards"."scope" = 'group') = ("rewards"."group_id" is not null) and ("rewards"."scope" = 'affiliate') = ("rewards"."affiliate_id" is not null))
);
--> statement-breakpoint
CREATE INDEX `rewards_by_program` ON `rewards` (`program_id`);