/** Reports orders as a shop does: by all its channels at once, again when no answer came. */
import { setTimeout as wait } from "node:timers/promises";
import { Chance } from "./chance.ts";
import { type Program, SHOP_ORIGIN } from "./company.ts";
import type { ClickLog } from "./drive-clicks.ts";
import { postJson } from "./http.ts";
import { inParallel } from "./in-parallel.ts";
import type { Order, Report } from "./orders.ts";
import type { Refund } from "./refunds.ts";
import type { Stage } from "./stage.ts";

const AT_ONCE = 16;
const BULK_LINES = 40;
const RETRY_MS = 60;
const ACCEPTED_MS = 150;
const SERIES = 4;
/** Sales wait for up to 60 ms: a refund comes before, beside or after. */
const REFUND_STEP_MS = 37;
const REFUND_MS_MAX = 150;

type Line = { readonly order: Order; readonly body: Record<string, unknown> };

/** What the driver knows of its own orders. */
export class OrderLog {
  /** When an order happened, UTC ms, as its reports say. */
  readonly at = new Map<Order, number>();
  readonly problems: string[] = [];
  sent = 0;
  reports = 0;
  refunds = 0;
  accepted = 0;
  unanswered = 0;
}

export class OrderDriver {
  readonly #stage: Stage;
  readonly #clicks: ClickLog;
  readonly #log: OrderLog;
  readonly #seed: number;
  #bulk = new Map<Program, Line[]>();
  #uploads = 0;
  #underWay = 0;
  #stopped: Promise<void> | null = null;

  constructor(stage: Stage, clicks: ClickLog, log: OrderLog, seed: number) {
    this.#stage = stage;
    this.#clicks = clicks;
    this.#log = log;
    this.#seed = seed;
  }

  async drive(orders: readonly Order[]): Promise<void> {
    await inParallel(orders, AT_ONCE, (order) => this.#report(order));
    for (const [program, lines] of this.#bulk) await this.#upload(program, lines);
    this.#bulk = new Map();
  }

  async #report(order: Order): Promise<void> {
    const chance = Chance.of(this.#seed, SERIES, order.index);
    const token = order.visit === null ? "" : await this.#clicks.token(order.visit.index);
    while (this.#stopped !== null) await this.#stopped;
    this.#underWay++;
    const now = Date.now();
    order.times.order = now;
    this.#log.at.set(order, now);
    this.#log.sent++;
    const inAnyOrder = order.reports
      .map((report) => ({ report, at: chance.next() }))
      .sort((a, b) => a.at - b.at);
    await Promise.all([
      ...inAnyOrder.map(({ report }) => this.#send(order, report, token, chance)),
      ...order.refunds.flatMap((refund) =>
        Array.from({ length: refund.times }, () => this.#refund(order, refund)),
      ),
    ]);
    this.#underWay--;
  }

  /** Does `work` while no order is between its first report and its last; queues may hold any. */
  async between<T>(work: () => Promise<T>): Promise<T> {
    const stopped = Promise.withResolvers<void>();
    this.#stopped = stopped.promise;
    while (this.#underWay > 0) await wait(RETRY_MS);
    const result = await work();
    this.#stopped = null;
    stopped.resolve();
    return result;
  }

  async #send(order: Order, report: Report, token: string, chance: Chance): Promise<void> {
    this.#log.reports++;
    await wait(chance.integer(0, 60));
    switch (report.via) {
      case "browser":
        return this.#fromBrowser(order, report, token);
      case "api":
        return this.#fromServer(order, report, token, chance);
      case "bulk":
        return this.#inBulk(order, { order, body: this.#bodyOf(order, report, token) });
    }
  }

  async #fromBrowser(order: Order, report: Report, token: string): Promise<void> {
    const { program, type, money, customer, coupon, index } = order;
    const body = {
      program: program.id,
      type,
      external_id: report.externalId,
      ...(token === "" ? {} : { touches: token }),
      ...(coupon === null ? {} : { coupon: coupon.code }),
      ...(customer === null ? {} : { customer_id: customer }),
      ...(money === null
        ? {}
        : { amount: money.gross, tax: money.tax, shipping: money.shipping, currency: "EUR" }),
    };
    const headers = {
      origin: SHOP_ORIGIN,
      "cf-connecting-ip": `10.9.${(index >> 8) & 255}.${index & 255}`,
    };
    await this.#until(order, () => postJson(`${this.#stage.edge}/t/event`, headers, body));
  }

  async #fromServer(order: Order, report: Report, token: string, chance: Chance): Promise<void> {
    const { program, type } = order;
    const keys = order.mode === "test" ? program.testKeys : program.liveKeys;
    // A repetition under one Idempotency-Key comes from one caller.
    const key =
      report.idempotencyKey === null ? chance.pick(keys) : keys[order.index % keys.length];
    const headers = {
      ...bearer(key ?? ""),
      ...(report.idempotencyKey === null ? {} : { "idempotency-key": report.idempotencyKey }),
    };
    const body = this.#bodyOf(order, report, token);
    const url = `${this.#stage.core}/api/v1/track/${type}`;
    await this.#until(order, () => postJson(url, headers, body));
  }

  async #refund(order: Order, { externalId, sale, amount }: Refund): Promise<void> {
    const { program, mode, index } = order;
    this.#log.refunds++;
    await wait((index * REFUND_STEP_MS) % REFUND_MS_MAX);
    const keys = mode === "test" ? program.testKeys : program.liveKeys;
    const body = { external_id: externalId, sale, amount, currency: "EUR" };
    const url = `${this.#stage.core}/api/v1/track/refund`;
    await this.#until(order, () => postJson(url, bearer(keys[index % keys.length] ?? ""), body));
  }

  #bodyOf(order: Order, report: Report, token: string): Record<string, unknown> {
    const { money, customer, coupon } = order;
    const references = Object.entries(report.references).map(([kind, value]) => ({ kind, value }));
    return {
      external_id: report.externalId,
      occurred_at: this.#log.at.get(order),
      references,
      ...(token === "" ? {} : { click_token: token }),
      ...(coupon === null ? {} : { coupon: coupon.code }),
      ...(customer === null ? {} : { customer: { external_id: customer } }),
      ...(money === null ? {} : { ...money, currency: "EUR" }),
    };
  }

  /** Lines gather into an upload; whoever completes one waits for its answer. */
  async #inBulk({ program }: Order, line: Line): Promise<void> {
    const lines = this.#bulk.get(program) ?? [];
    this.#bulk.set(program, lines);
    lines.push(line);
    if (lines.length < BULK_LINES) return;
    this.#bulk.set(program, []);
    await this.#upload(program, lines);
  }

  async #upload(program: Program, lines: readonly Line[]): Promise<void> {
    const [first] = lines;
    if (first === undefined) return;
    const upload = this.#uploads++;
    const key = program.liveKeys[upload % program.liveKeys.length] ?? "";
    const headers = { ...bearer(key), "idempotency-key": `bulk-${this.#seed}-${upload}` };
    const body = {
      conversions: lines.map(({ order, body: line }) => ({ type: order.type, ...line })),
    };
    const url = `${this.#stage.core}/api/v1/track/bulk`;
    const answer = await this.#until(first.order, () => postJson(url, headers, body));
    const { results } = JSON.parse(answer) as { results: { status: number; problem?: unknown }[] };
    for (const [index, result] of results.entries()) {
      if (result.status < 300) continue;
      const number = lines[index]?.body.external_id;
      this.#log.problems.push(`Line ${number} was answered ${JSON.stringify(result)}`);
    }
  }

  /** Sends the same again until it is taken. Answers the body. */
  async #until(
    order: Order,
    send: () => Promise<{ status: number; body: string }>,
  ): Promise<string> {
    for (;;) {
      const { status, body } = await send();
      if (status >= 200 && status < 300) {
        if (status !== 202) return body;
        this.#log.accepted++;
        // Answers are quick while D1 is out: a shop that went on at once would send most of its orders then.
        await wait(ACCEPTED_MS);
        return body;
      }
      if (status !== 0 && status !== 429 && status < 500) {
        this.#log.problems.push(`Order ${order.index} was answered ${status} ${body}`);
        return '{"results":[]}';
      }
      this.#log.unanswered++;
      await wait(RETRY_MS);
    }
  }
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
