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
--> statement-breakpoint
-- A rolled-up day is no longer what its conversions say as soon as one of them, or what it earned, changes.
CREATE TRIGGER conversions_unroll_new AFTER INSERT ON conversions
BEGIN DELETE FROM rolled_conversion_days WHERE program_id = NEW.program_id AND mode = NEW.mode AND day = NEW.day; END;
--> statement-breakpoint
CREATE TRIGGER conversions_unroll_changed AFTER UPDATE ON conversions
BEGIN DELETE FROM rolled_conversion_days WHERE program_id = NEW.program_id AND mode = NEW.mode AND day IN (OLD.day, NEW.day); END;
--> statement-breakpoint
CREATE TRIGGER conversions_unroll_gone AFTER DELETE ON conversions
BEGIN DELETE FROM rolled_conversion_days WHERE program_id = OLD.program_id AND mode = OLD.mode AND day = OLD.day; END;
--> statement-breakpoint
CREATE TRIGGER commissions_unroll_new AFTER INSERT ON commissions WHEN NEW.conversion_id IS NOT NULL
BEGIN DELETE FROM rolled_conversion_days WHERE (program_id, mode, day) = (SELECT c.program_id, c.mode, c.day FROM conversions c WHERE c.id = NEW.conversion_id); END;
--> statement-breakpoint
CREATE TRIGGER commissions_unroll_changed AFTER UPDATE OF amount, reversed, state, superseded_at ON commissions WHEN NEW.conversion_id IS NOT NULL
BEGIN DELETE FROM rolled_conversion_days WHERE (program_id, mode, day) = (SELECT c.program_id, c.mode, c.day FROM conversions c WHERE c.id = NEW.conversion_id); END;
--> statement-breakpoint
CREATE TRIGGER commissions_unroll_gone AFTER DELETE ON commissions WHEN OLD.conversion_id IS NOT NULL
BEGIN DELETE FROM rolled_conversion_days WHERE (program_id, mode, day) = (SELECT c.program_id, c.mode, c.day FROM conversions c WHERE c.id = OLD.conversion_id); END;
