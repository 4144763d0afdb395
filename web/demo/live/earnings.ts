import type {
  CommissionAnswer,
  CommissionsPage,
  CommissionTrace,
} from "../../../workers/contract/commissions.ts";

const PAGE = 100;
const PAGES_MAX = 50;

export type Earnings = {
  readonly conversions: number;
  /** Minor units, less what was reversed. */
  readonly amount: number;
};

async function read<T>(path: string): Promise<T> {
  const answer = await fetch(`/demo/api/${path}`);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return (await answer.json()) as T;
}

/** Every commission of an affiliate, the latest first. */
export async function loadCommissions(affiliateId: string): Promise<CommissionAnswer[]> {
  const all: CommissionAnswer[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    const query = new URLSearchParams({ affiliate_id: affiliateId, limit: String(PAGE) });
    if (cursor !== null) query.set("cursor", cursor);
    const { data, next_cursor }: CommissionsPage = await read(`commissions?${query}`);
    all.push(...data);
    if (next_cursor === null) break;
    cursor = next_cursor;
  }
  return all;
}

export const loadTrace = (id: string): Promise<CommissionTrace> => read(`commissions/${id}/trace`);

/** Sums what counts: a rejected commission does not, and a conversion counts once. */
export function sumEarnings(commissions: readonly CommissionAnswer[]): Earnings {
  const counted = commissions.filter(({ state }) => state !== "rejected");
  const own = counted.filter(({ level, conversion_id }) => level === 1 && conversion_id !== null);
  return {
    conversions: new Set(own.map(({ conversion_id }) => conversion_id)).size,
    amount: counted.reduce((sum, { amount, reversed }) => sum + amount - reversed, 0),
  };
}

/** The day of an instant in a time zone, `YYYY-MM-DD`. */
export const dayIn = (timeZone: string, at: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(new Date(at));
