import type { NewMail } from "../../../contract/mails.ts";
import type { ProgramRow } from "../../../db/queries/links.ts";
import { type Addressee, selectAddressees } from "../../../db/queries/members.ts";
import { mailTo } from "../affiliates/write-to.ts";
import type { ServiceContext } from "../context.ts";

/** Who decides about applications. */
const DECIDERS = ["manager", "admin", "owner"] as const;
/** A larger team reads the list. */
const MAILS_MAX = 20;

/** Where applications are decided, on the dashboard. */
const applicationPath = (programId: string, id: string): string =>
  `/programs/${programId}/applications/${id}`;

/** What those are told who decide: that somebody has applied. */
export async function receivedMails(
  ctx: ServiceContext,
  { id: programId, organizationId, name: program }: ProgramRow,
  applicant: Addressee,
  applicationId: string,
): Promise<NewMail[]> {
  const deciders = await selectAddressees(ctx.db, organizationId, DECIDERS, MAILS_MAX);
  return deciders.flatMap((to) => {
    const mail = mailTo(
      to,
      { organizationId, programId },
      {
        kind: "application_received",
        params: { name: applicant.name, program, path: applicationPath(programId, applicationId) },
      },
    );
    return mail === null ? [] : [mail];
  });
}
