/** `/api/v1/affiliates/:affiliate_id/notes`: what the merchant's team writes, and the affiliate never sees. */
import {
  newNoteSchema,
  noteSchema,
  notesPageSchema,
  notesQuerySchema,
} from "../../../contract/affiliates.ts";
import { EXAMPLE_IDS } from "../../../contract/example-ids.ts";
import { addNote, listNotes, removeNote } from "../../services/affiliates/notes.ts";
import { type Endpoint, endpoint } from "../endpoint.ts";

const one = { params: { affiliate_id: EXAMPLE_IDS.affiliate } };

export const affiliateNoteEndpoints: readonly Endpoint[] = [
  endpoint({
    id: "listAffiliateNotes",
    tag: "Affiliates",
    summary: "List notes about an affiliate, the newest first",
    description: "They are the team's own: the affiliate never sees them.",
    action: "affiliate.read_notes",
    method: "get",
    path: "/affiliates/:affiliate_id/notes",
    query: notesQuerySchema,
    answer: notesPageSchema,
    csv: true,
    problems: ["affiliate.not_found", "request.invalid_cursor"],
    example: { ...one, query: { limit: "20" } },
    run: (ctx, { params, query }) => listNotes(ctx, params.affiliate_id, query),
  }),
  endpoint({
    id: "createAffiliateNote",
    tag: "Affiliates",
    summary: "Write a note about an affiliate",
    action: "affiliate.write_notes",
    method: "post",
    path: "/affiliates/:affiliate_id/notes",
    body: newNoteSchema,
    status: 201,
    answer: noteSchema,
    problems: ["affiliate.not_found"],
    example: { ...one, body: { text: "Met at the fair; plans a series in spring." } },
    run: (ctx, { params, body }) => addNote(ctx, params.affiliate_id, body.text),
  }),
  endpoint({
    id: "deleteAffiliateNote",
    tag: "Affiliates",
    summary: "Delete a note",
    action: "affiliate.write_notes",
    method: "delete",
    path: "/affiliates/:affiliate_id/notes/:note_id",
    problems: ["affiliate.not_found", "note.not_found"],
    example: { params: { ...one.params, note_id: EXAMPLE_IDS.note } },
    run: (ctx, { params }) => removeNote(ctx, params.affiliate_id, params.note_id),
  }),
];
