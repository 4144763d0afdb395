/** `/api/v1/me/deletion`: the end of one's own account. */
import { deletionSchema } from "../../../contract/me.ts";
import { cancelDeletion, requestDeletion } from "../../services/account/deletion.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

export const accountDeletionEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "deleteMe",
    tag: "Account",
    summary: "Ask that your account be deleted, in 14 days",
    description:
      "Until then it can be called off. Then your memberships end and their links stop; what was earned is still paid. Your name, addresses, sessions, answers and files are erased; records of money stay, without you in them.",
    action: "account.delete",
    method: "post",
    path: "/me/deletion",
    status: 202,
    answer: deletionSchema,
    problems: ["account.last_owner", "account.payout_processing"],
    fresh: true,
    example: {},
    run: (ctx) => requestDeletion(ctx),
  }),
  endpoint({
    id: "keepMe",
    tag: "Account",
    summary: "Call the deletion of your account off",
    action: "account.delete",
    method: "delete",
    path: "/me/deletion",
    problems: [],
    example: {},
    run: (ctx) => cancelDeletion(ctx),
  }),
];
