-- What a constraint cannot say about accounts: an organization always has an owner.
CREATE TRIGGER members_keep_an_owner BEFORE UPDATE OF role ON members
WHEN OLD.role = 'owner' AND NEW.role <> 'owner' AND NOT EXISTS (
  SELECT 1 FROM members m
  WHERE m.organization_id = OLD.organization_id AND m.role = 'owner' AND m.user_id <> OLD.user_id
)
BEGIN SELECT RAISE(ABORT, 'an organization keeps an owner'); END;
--> statement-breakpoint
CREATE TRIGGER members_keep_the_last_owner BEFORE DELETE ON members
WHEN OLD.role = 'owner' AND NOT EXISTS (
  SELECT 1 FROM members m
  WHERE m.organization_id = OLD.organization_id AND m.role = 'owner' AND m.user_id <> OLD.user_id
)
BEGIN SELECT RAISE(ABORT, 'an organization keeps an owner'); END;
