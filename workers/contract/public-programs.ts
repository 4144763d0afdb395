/** What anybody may read of a program: its public page, and nothing that is private (known mistake 6). */
import * as z from "zod";
import { idOf, timestamp } from "./fields.ts";
import { formFieldSchema } from "./programs.ts";

export const publicProgramSchema = z
  .object({
    program_id: idOf("prog").describe("For the application."),
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    currency: z.string(),
    join_policy: z.enum(["open", "approval", "invitation"]),
    accepts_applications: z.boolean(),
    application_form: z.array(formFieldSchema),
    rewards: z.array(z.string()).describe("What every affiliate earns, in words."),
    click_window_days: z.int(),
    terms: z
      .object({ version: z.int(), text: z.string(), effective_at: timestamp })
      .nullable()
      .describe("The version in force; null when the program has none."),
  })
  .meta({ id: "PublicProgram" });
export type PublicProgram = z.output<typeof publicProgramSchema>;
