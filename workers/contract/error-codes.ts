/**
 * Every error that the API answers with, by its stable code. Codes are never renamed: clients and the
 * dashboard's translations go by them. The title is the same for every occurrence (RFC 9457 §3.1.3).
 */
type ErrorKind = { readonly status: number; readonly title: string };

export const ERROR_CODES = {
  "request.malformed_json": { status: 400, title: "The body is not valid JSON" },
  "request.invalid": { status: 422, title: "The request has invalid fields" },
  "request.too_large": { status: 413, title: "The body is too large" },
  "request.unsupported_content_type": { status: 415, title: "The body must be application/json" },
  "request.wrong_host": { status: 421, title: "This host is not served here" },
  "request.not_found": { status: 404, title: "There is nothing at this address" },
  "request.rate_limited": { status: 429, title: "Too many requests" },
  "request.conflict": { status: 409, title: "It was changed meanwhile; try again" },
  "request.precondition_failed": { status: 412, title: "It was changed since you read it" },
  "request.invalid_cursor": { status: 422, title: "The cursor is not one of this list's" },
  "request.body_required": { status: 422, title: "A body is needed" },
  "request.csv_malformed": { status: 422, title: "The CSV cannot be read" },
  "request.too_many_lines": { status: 422, title: "The list has too many lines" },

  "auth.signed_out": { status: 401, title: "Sign in first" },
  "auth.two_factor_required": {
    status: 403,
    title: "This asks for two factors: turn them on, and sign in with them",
  },
  "auth.missing_key": { status: 401, title: "An API key is needed" },
  "auth.invalid_key": { status: 401, title: "The API key is not known" },
  "auth.revoked_key": { status: 401, title: "The API key was revoked" },
  "auth.missing_scope": { status: 403, title: "The API key lacks a scope" },
  "auth.wrong_mode": { status: 403, title: "The API key is of the other mode" },
  "auth.not_allowed": { status: 403, title: "Not allowed" },
  "auth.missing_operator_token": { status: 401, title: "The operator's token is needed" },
  "auth.invalid_operator_token": { status: 401, title: "The operator's token is wrong" },

  "idempotency.invalid_key": { status: 400, title: "The Idempotency-Key is not usable" },
  "idempotency.key_reused": { status: 422, title: "The Idempotency-Key was used for another body" },

  "organization.not_found": { status: 404, title: "No such organization" },
  "program.not_found": { status: 404, title: "No such program" },
  "program.required": { status: 422, title: "Name the program" },
  "affiliate.not_found": { status: 404, title: "No such affiliate" },
  "affiliate.same_state": { status: 409, title: "The affiliate is in that state already" },
  "affiliate.not_joined": { status: 409, title: "The affiliate has no active membership" },
  "program.same_state": { status: 409, title: "The program is in that state already" },
  "program.ended": { status: 409, title: "The program has ended" },
  "link.not_found": { status: 404, title: "No such link" },
  "link.slug_taken": { status: 409, title: "The slug is taken" },
  "link.ended": { status: 409, title: "The link has ended" },
  "link.destination_not_allowed": {
    status: 422,
    title: "The destination is not on the program's list of hosts",
  },
  "link.domain_not_allowed": { status: 422, title: "The domain is not one of the program's" },
  "conversion.external_id_required": {
    status: 422,
    title: "Without a customer or a click, a conversion needs an external id",
  },
  "conversion.occurred_at_too_old": { status: 422, title: "It happened too long ago" },
  "conversion.occurred_at_in_future": { status: 422, title: "It has not happened yet" },
  "conversion.matches_several": {
    status: 409,
    title: "It shares references with several conversions; a person has to decide",
  },
  "refund.currency_differs": { status: 422, title: "The sale has another currency" },
  "refund.id_reused": { status: 409, title: "A refund with this id says something else" },
  "conversion.not_found": { status: 404, title: "No such conversion" },
  "application.not_found": { status: 404, title: "No such application" },
  "coupon.not_found": { status: 404, title: "No such coupon" },
  "creative.not_found": { status: 404, title: "No such creative" },
  "customer.not_found": { status: 404, title: "No such customer" },
  "domain.not_found": { status: 404, title: "No such domain" },
  "export.not_found": { status: 404, title: "No such export" },
  "group.not_found": { status: 404, title: "No such group" },
  "invitation.not_found": { status: 404, title: "No such invitation" },
  "member.not_found": { status: 404, title: "No such member" },
  "note.not_found": { status: 404, title: "No such note" },
  "payee.not_found": { status: 404, title: "No such payee" },
  "reward.not_found": { status: 404, title: "No such reward" },
  "terms.not_found": { status: 404, title: "No such version of the terms" },
  "user.not_found": { status: 404, title: "No such person" },
  "commission.not_found": { status: 404, title: "No such commission" },
  "api_key.not_found": { status: 404, title: "No such API key" },
  "job.not_found": { status: 404, title: "No such job" },
  "job.running": { status: 409, title: "The job is running" },

  "live.missing_ticket": { status: 401, title: "A ticket is needed" },
  "live.invalid_ticket": { status: 401, title: "The ticket is not valid, or has expired" },
  "live.upgrade_required": { status: 426, title: "This address speaks WebSocket only" },
  "pack.too_old": { status: 422, title: "The pack is too old to tell whether it was counted" },
  "dead_letter.not_found": { status: 404, title: "No such dead letter" },
  "report.unsupported_combination": {
    status: 422,
    title: "Clicks are not kept by this combination",
  },

  "service.unavailable": { status: 503, title: "Not available at the moment; try again" },
  "service.misconfigured": { status: 500, title: "The installation is not configured" },
  internal: { status: 500, title: "Something went wrong on our side" },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERROR_CODES;
