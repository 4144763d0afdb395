/** `/api/v1/platform`: the whole installation, for its admins. */
import { bookDifferencesPageSchema, bookDifferencesQuerySchema } from "../../../contract/books.ts";
import {
  platformOrganizationsPageSchema,
  platformOrganizationsQuerySchema,
  platformUsersPageSchema,
  platformUsersQuerySchema,
} from "../../../contract/platform.ts";
import { listBookDifferences } from "../../services/books/list.ts";
import { listPlatformOrganizations, listPlatformUsers } from "../../services/platform/list.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

export const platformEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "listPlatformUsers",
    tag: "Platform",
    summary: "Find people with an account by how their address begins",
    action: "platform.read",
    method: "get",
    path: "/platform/users",
    query: platformUsersQuerySchema,
    answer: platformUsersPageSchema,
    problems: ["request.invalid_cursor"],
    example: { query: { email: "mara@" } },
    run: (ctx, { query }) => listPlatformUsers(ctx, query),
  }),
  endpoint({
    id: "listPlatformOrganizations",
    tag: "Platform",
    summary: "List the installation's organizations, the newest first",
    action: "platform.read",
    method: "get",
    path: "/platform/organizations",
    query: platformOrganizationsQuerySchema,
    answer: platformOrganizationsPageSchema,
    problems: ["request.invalid_cursor"],
    example: { query: { limit: "50" } },
    run: (ctx, { query }) => listPlatformOrganizations(ctx, query),
  }),
  endpoint({
    id: "listBookDifferences",
    tag: "Platform",
    summary: "List what the nightly proof of the books found to differ, the latest first",
    description:
      "An empty list says that commissions, payouts, documents, day totals and ledger say the same. Each difference names its row, the check that it failed and what was compared; it leaves the list when a later proof finds it right.",
    action: "platform.read",
    method: "get",
    path: "/platform/book-differences",
    query: bookDifferencesQuerySchema,
    answer: bookDifferencesPageSchema,
    problems: ["request.invalid_cursor"],
    example: { query: { limit: "50" } },
    run: (ctx, { query }) => listBookDifferences(ctx, query),
  }),
];
