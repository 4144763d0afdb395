/** Sales reported by a server in lists of 100, each credited, with its commission and ledger entries. */
import { insertReward, TWENTY_PERCENT } from "../../workers/core/testing/rewards.ts";
import { WriteBatch } from "../../workers/db/batch.ts";
import { parseTokenKeys, signClickToken } from "../../workers/lib/crypto.ts";
import { decodeTypeId } from "../../workers/lib/ids.ts";
import { type Figure, figure } from "../report/figure.ts";
import { spreadOf } from "../report/statistics.ts";
import type { CoreStage } from "../stage/core-stage.ts";
import { SECRETS } from "../stage/secrets.ts";

const LIST = 100;
const AFFILIATES = 100;

export async function measureConversions(
  stage: CoreStage,
  { lists }: { readonly lists: number },
): Promise<Figure[]> {
  const { program, key, affiliates } = await stage.merchant(AFFILIATES);
  const batch = new WriteBatch(stage.db);
  insertReward(batch, program.id, TWENTY_PERCENT);
  await batch.commit();
  const keys = await parseTokenKeys(SECRETS.CLICK_TOKEN_KEYS);
  const token = (index: number) => {
    const link = affiliates[index % AFFILIATES]?.links[0] ?? "";
    const linkId = decodeTypeId("link", link);
    if (linkId === null) throw new Error(`Not a link: ${link}`);
    const nonce = crypto.getRandomValues(new Uint8Array(8));
    return signClickToken(
      { flags: 0, linkId, at: Date.now() - 60_000, country: "DE", nonce },
      keys,
    );
  };
  const sale = async (index: number) => ({
    type: "sale",
    external_id: `order-${index}`,
    amount: 5_000,
    currency: "EUR",
    click_token: await token(index),
    customer: { email: `customer-${index}@mail.example` },
  });

  const rates: number[] = [];
  const before = await stage.meter();
  for (let list = 0; list < lists; list++) {
    const conversions = await Promise.all(
      Array.from({ length: LIST }, (_, index) => sale(list * LIST + index)),
    );
    const start = performance.now();
    const answer = (await stage.call(
      "/api/v1/track/bulk",
      { conversions },
      { authorization: `Bearer ${key}` },
    )) as { results: { status: number }[] };
    const seconds = (performance.now() - start) / 1_000;
    const refused = answer.results.find(({ status }) => status !== 201);
    if (refused) throw new Error(`A sale was not recorded: ${JSON.stringify(refused)}`);
    // The first one compiles.
    if (list > 0) rates.push(LIST / seconds);
  }
  const after = await stage.meter();
  const stored = await stage.d1
    .prepare("select count(*) n from conversions where program_id = ? and affiliate_id is not null")
    .bind(program.id)
    .first<number>("n");
  if (stored !== lists * LIST) throw new Error(`${stored} credited of ${lists * LIST}.`);
  return [
    figure("conversions.per_second", "1/s", spreadOf(rates), { note: "in lists of 100" }),
    figure(
      "conversions.rows_written",
      "rows",
      (after.d1RowsWritten - before.d1RowsWritten) / (lists * LIST),
      { note: "in D1 by sale, with ledger, totals, outbox and every index" },
    ),
  ];
}
