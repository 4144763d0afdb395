import { Hono } from "hono";
import { deadLetterQuerySchema } from "../../../contract/dead-letters.ts";
import { listDeadLetters } from "../../services/dead-letters/list.ts";
import { replayDeadLetter } from "../../services/dead-letters/replay.ts";
import type { AppEnv } from "../app-env.ts";
import { validate } from "../middleware/validate.ts";

/** Messages that could not be processed, for the operator: `/api/v1/operator/dead-letters`. */
export const deadLetters = new Hono<AppEnv>()
  .get("/", validate("query", deadLetterQuerySchema), async (c) => {
    const { letters, cursor } = await listDeadLetters(c.var.ctx, c.req.valid("query"));
    return c.json({ dead_letters: letters.map(answerOf), cursor });
  })
  .post("/:id/replay", async (c) =>
    c.json(answerOf(await replayDeadLetter(c.var.ctx, c.req.param("id")))),
  );

type Letter = Awaited<ReturnType<typeof replayDeadLetter>>;

const answerOf = ({ keptAt, replayedAt, ...letter }: Letter) => ({
  ...letter,
  kept_at: keptAt,
  replayed_at: replayedAt,
});
