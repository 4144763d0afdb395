/** What of a company's programs the tests that walk all endpoints need. */
import type { WriteBatch } from "../../db/batch.ts";
import { linkDomains, programStates, programs, termsVersions } from "../../db/schema/programs.ts";
import type { ProgramState } from "../../domain/states.ts";
import { SAMPLE_AT } from "./sample.ts";

const at = { createdAt: SAMPLE_AT };

const programRow = (
  organizationId: string,
  id: string,
  name: string,
  state: ProgramState,
  currency = "EUR",
) => ({
  ...at,
  id,
  organizationId,
  name,
  currency,
  timeZone: "Europe/Berlin",
  state,
  settings: {},
  allowedHosts: ["shop.example"],
  origins: [],
  utm: {},
});

type Ids = Readonly<
  Record<"organization" | "program" | "otherProgram" | "pausedProgram" | "dollarProgram", string>
>;

/** Two more programs, one of them paused; terms and a link domain of the first. */
export function addPrograms(batch: WriteBatch, ids: Ids, slug: string): void {
  const { organization, program: programId } = ids;
  const first = { fromAt: SAMPLE_AT, sequence: 1 };
  batch.insert(programs, [
    programRow(organization, ids.otherProgram, "Wholesale", "active"),
    programRow(organization, ids.pausedProgram, "Winter", "paused"),
    programRow(organization, ids.dollarProgram, "Overseas", "active", "USD"),
  ]);
  batch.insert(programStates, [
    { ...first, programId: ids.otherProgram, state: "active" },
    { ...first, programId: ids.pausedProgram, state: "paused" },
    { ...first, programId: ids.dollarProgram, state: "active" },
  ]);
  batch.insert(termsVersions, [
    { programId, version: 1, kind: "notice", text: "Be honest.", effectiveAt: SAMPLE_AT },
  ]);
  batch.insert(linkDomains, [{ ...at, domain: `go.${slug}.example`, programId }]);
}
