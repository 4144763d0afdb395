-- What a constraint cannot say about money: what was taken back or adjusted is never changed, and what a payout
-- comes to never rises once somebody approved it (rules.md 8).
CREATE TRIGGER reversals_no_update BEFORE UPDATE ON reversals
BEGIN SELECT RAISE(ABORT, 'reversals is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER reversals_no_delete BEFORE DELETE ON reversals WHEN OLD.mode = 'live'
BEGIN SELECT RAISE(ABORT, 'reversals is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER adjustments_no_update BEFORE UPDATE ON adjustments
BEGIN SELECT RAISE(ABORT, 'adjustments is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER adjustments_no_delete BEFORE DELETE ON adjustments WHEN OLD.mode = 'live'
BEGIN SELECT RAISE(ABORT, 'adjustments is append-only'); END;
