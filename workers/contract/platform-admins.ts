/** Bodies and answers of `/api/v1/operator/admins`: who may administer the installation. */
import * as z from "zod";

export const platformAdminSchema = z.strictObject({
  email: z.string().trim().toLowerCase().max(320).pipe(z.email()),
});

export type PlatformAdminAnswer = {
  readonly user_id: string;
  readonly name: string;
  readonly email: string;
  /** Without it an admin can do nothing as one. */
  readonly two_factor: boolean;
  readonly created_at: string;
};
