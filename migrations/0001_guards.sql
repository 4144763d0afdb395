-- What a constraint cannot say: rows that are never changed, and owners that never move.
CREATE TRIGGER ledger_transactions_no_update BEFORE UPDATE ON ledger_transactions
BEGIN SELECT RAISE(ABORT, 'ledger_transactions is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER ledger_transactions_no_delete BEFORE DELETE ON ledger_transactions WHEN OLD.mode = 'live'
BEGIN SELECT RAISE(ABORT, 'ledger_transactions is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER ledger_entries_no_update BEFORE UPDATE ON ledger_entries
BEGIN SELECT RAISE(ABORT, 'ledger_entries is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER ledger_entries_no_delete BEFORE DELETE ON ledger_entries WHEN OLD.mode = 'live'
BEGIN SELECT RAISE(ABORT, 'ledger_entries is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER ledger_entries_same_account BEFORE INSERT ON ledger_entries
WHEN NOT EXISTS (
  SELECT 1 FROM ledger_accounts a JOIN ledger_transactions t ON t.id = NEW.transaction_id
  WHERE a.id = NEW.account_id AND a.currency = NEW.currency AND a.mode = NEW.mode
    AND t.mode = NEW.mode AND t.organization_id = a.organization_id
)
BEGIN SELECT RAISE(ABORT, 'ledger entry, account and transaction differ in mode, currency or organization'); END;
--> statement-breakpoint
CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events
BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events
BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER attribution_traces_no_update BEFORE UPDATE ON attribution_traces
BEGIN SELECT RAISE(ABORT, 'attribution_traces is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER reward_versions_no_update BEFORE UPDATE ON reward_versions
BEGIN SELECT RAISE(ABORT, 'reward_versions is immutable'); END;
--> statement-breakpoint
CREATE TRIGGER links_keep_owner BEFORE UPDATE OF affiliate_id, program_id ON links
WHEN NEW.affiliate_id <> OLD.affiliate_id OR NEW.program_id <> OLD.program_id
BEGIN SELECT RAISE(ABORT, 'a link never changes owner'); END;
--> statement-breakpoint
CREATE TRIGGER coupons_keep_owner BEFORE UPDATE OF affiliate_id, program_id ON coupons
WHEN NEW.affiliate_id IS NOT OLD.affiliate_id OR NEW.program_id <> OLD.program_id
BEGIN SELECT RAISE(ABORT, 'a coupon never changes owner'); END;
--> statement-breakpoint
CREATE TRIGGER programs_keep_currency BEFORE UPDATE OF currency ON programs
WHEN NEW.currency <> OLD.currency AND EXISTS (SELECT 1 FROM conversions WHERE program_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'a program with conversions keeps its currency'); END;
--> statement-breakpoint
CREATE TRIGGER programs_keep_time_zone BEFORE UPDATE OF time_zone ON programs
WHEN NEW.time_zone <> OLD.time_zone AND OLD.time_zone_fixed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a program with clicks keeps its time zone'); END;
