import { Hono } from "hono";
import { proveBooksSchema } from "../../../contract/books.ts";
import { ruleOfCheck } from "../../services/books/list.ts";
import { provePart } from "../../services/books/prove.ts";
import type { AppEnv } from "../app-env.ts";
import { validate } from "../middleware/validate.ts";

/** `/api/v1/operator/books`: a part of the proof of the books; `npm run books` asks for one after the other. */
export const books = new Hono<AppEnv>().post("/", validate("json", proveBooksSchema), async (c) => {
  const { position } = c.req.valid("json");
  const part = await provePart(c.var.ctx, position);
  return c.json({
    examined: part.examined,
    differences: part.differences.map((one) => ({
      kind: one.kind,
      rule: ruleOfCheck(one.kind),
      subject_id: one.subjectId,
      organization_id: one.organizationId,
      program_id: one.programId,
      mode: one.mode,
      facts: one.facts,
    })),
    position: part.position,
  });
});
