/** Orders by a seed: who buys, how he came, and by which channels the shop reports it. */
import { Chance } from "./chance.ts";
import { type Affiliate, type Program, programOf, type Rule, type World } from "./company.ts";
import { type Refund, refundsOf } from "./refunds.ts";
import type { Visit, VisitKind, Visits } from "./visits.ts";

const SERIES = 3;
/** How far ahead a visit that suits is looked for. */
const LOOK_AHEAD = 2_000;

export type Via = "api" | "browser" | "bulk";

/** One report of an order; several are on their way at once. */
export type Report = {
  readonly via: Via;
  readonly externalId: string;
  /** Values of references by kind. */
  readonly references: Readonly<Record<string, string>>;
  readonly idempotencyKey: string | null;
};

export type Order = {
  readonly index: number;
  readonly phase: 0 | 1;
  readonly program: Program;
  readonly mode: "live" | "test";
  readonly type: "sale" | "lead";
  /** The visit whose token the shop has. */
  readonly visit: Visit | null;
  readonly coupon: Affiliate | null;
  readonly customer: string | null;
  /** Minor units; `null` for a lead. */
  readonly money: {
    readonly gross: number;
    readonly tax: number;
    readonly shipping: number;
  } | null;
  readonly reports: readonly Report[];
  readonly refunds: readonly Refund[];
  /** The order that bound its customer, in the phase before. */
  readonly renews: Order | null;
  /** Another order of the same customer, through the same visit, is under way at the same time. */
  readonly twin: boolean;
  /** UTC ms, known when it has been reported; 0 before. */
  readonly times: { order: number; click: number };
};

type Scene = {
  readonly world: World;
  readonly visits: Visits;
  readonly seed: number;
  readonly clicks: number;
  readonly orders: number;
};

/** All orders of a run, in the order in which they begin. */
export function planOrders(scene: Scene): Order[] {
  const planned: Order[] = [];
  for (let index = 0; index < scene.orders; index++) {
    const order = planOrder(scene, index, planned);
    planned.push({ ...order, refunds: refundsOf(order, scene.seed) });
  }
  return planned;
}

type Bare = Omit<Order, "refunds">;

function planOrder(scene: Scene, index: number, before: readonly Order[]): Bare {
  const chance = Chance.of(scene.seed, SERIES, index);
  const phase = index < scene.orders / 2 ? 0 : 1;
  const rule = chance.weighted<Rule>([
    ["plain", 0.84],
    ["capped", 0.08],
    ["tiered", 0.08],
  ]);
  const program = programOf(scene.world, rule);
  const number = `o${scene.seed}-${index}`;
  const times = { order: 0, click: 0 };
  const common = { index, phase, program, mode: "live", twin: false, renews: null, times } as const;
  if (rule !== "plain") {
    return {
      ...common,
      type: "sale",
      visit: visitFor(scene, index, { rule, kinds: ["person", "shown"], mode: "live" }),
      coupon: null,
      customer: `c${number}`,
      // Their rewards come out even, so that no order of arrival changes a sum.
      money: { gross: chance.integer(1, 40) * 100, tax: 0, shipping: 0 },
      reports: alike(number, chance.pick([["api"], ["api", "api"], ["api", "bulk"]])),
    };
  }
  const twinOf = before.at(-1);
  if (twinOf !== undefined && isTwin(twinOf, phase, chance)) {
    return {
      ...twinOf,
      index,
      twin: true,
      times,
      money: moneyOf(chance, false),
      reports: alike(number, ["api"]),
    };
  }
  const earlier = phase === 1 && chance.is(0.25) ? renewable(before, chance) : null;
  if (earlier !== null) {
    const active = program.affiliates.filter(({ state }) => state === "active");
    return {
      ...common,
      type: "sale",
      visit: null,
      coupon: chance.is(0.3) ? chance.pick(active) : null,
      customer: earlier.customer,
      money: moneyOf(chance, false),
      reports: alike(number, chance.pick([["api"], ["browser", "api"], ["api", "bulk"]])),
      renews: earlier,
    };
  }
  return planPlain(scene, common, number, chance);
}

/** The order before and this one: one customer who buys twice at once. */
const isTwin = (order: Order, phase: number, chance: Chance): boolean =>
  order.phase === phase &&
  order.program.rule === "plain" &&
  order.type === "sale" &&
  order.mode === "live" &&
  order.customer !== null &&
  order.renews === null &&
  !order.twin &&
  (order.money?.gross ?? 0) > 0 &&
  chance.is(0.08);

/** A customer of the phase before who bought, or became a lead, once; each is taken once. */
function renewable(before: readonly Order[], chance: Chance): Order | null {
  const order = before[chance.integer(0, before.length - 1)];
  const fits =
    order !== undefined &&
    order.phase === 0 &&
    order.program.rule === "plain" &&
    order.mode === "live" &&
    order.customer !== null &&
    order.renews === null &&
    !order.twin &&
    !before.some(
      ({ twin, customer, index }) => twin && customer === order.customer && index > order.index,
    ) &&
    !before.some(({ renews }) => renews === order);
  return fits ? order : null;
}

type Common = Pick<Order, "index" | "phase" | "program" | "twin" | "renews" | "times">;

function planPlain(scene: Scene, common: Common, number: string, chance: Chance): Bare {
  const { program, index } = common;
  const of = (state: string) => program.affiliates.filter((one) => one.state === state);
  const came = chance.weighted([
    ["click", 0.55],
    ["shown", 0.06],
    ["bot", 0.05],
    ["coupon", 0.12],
    ["both", 0.06],
    ["suspended", 0.03],
    ["banned", 0.03],
    ["test", 0.04],
    ["nothing", 0.06],
  ] as const);
  const kinds: Readonly<Record<string, readonly VisitKind[]>> = {
    click: ["person"],
    both: ["person"],
    banned: ["person"],
    test: ["person"],
    shown: ["shown"],
    bot: ["bot", "preview", "head"],
  };
  const mode = came === "test" ? "test" : "live";
  const coupons: Readonly<Record<string, readonly Affiliate[]>> = {
    coupon: of("active"),
    both: of("active"),
    suspended: of("suspended"),
    banned: of("banned"),
  };
  const wanted = kinds[came];
  const owners = coupons[came];
  const type = chance.is(0.1) ? "lead" : "sale";
  const ways = mode === "test" ? [["api"] as const] : waysOf(type);
  const reports = reportsOf(number, chance.pick<readonly string[]>(ways), chance);
  const browserOnly = reports.every(({ via }) => via === "browser");
  return {
    ...common,
    mode,
    type,
    visit: wanted ? visitFor(scene, index, { rule: "plain", kinds: wanted, mode }) : null,
    coupon: owners ? chance.pick(owners) : null,
    customer: browserOnly || chance.is(0.15) ? null : `c${number}`,
    money: type === "lead" ? null : moneyOf(chance, true),
    reports,
  };
}

/** Channels that report one order at once; `B` and `C`: under a number of its own. */
const waysOf = (type: "sale" | "lead"): readonly (readonly string[])[] =>
  type === "lead"
    ? [["api"], ["browser", "api"], ["api", "api"]]
    : [
        ["api"],
        ["api"],
        ["api", "api"],
        ["browser", "api"],
        ["browser", "browser", "api"],
        ["browser", "api", "bulk"],
        ["apiB", "bulkC"],
        ["browser", "apiB"],
        ["browser"],
      ];

function reportsOf(number: string, ways: readonly string[], chance: Chance): Report[] {
  const key = chance.is(0.5) ? `k${number}` : null;
  return ways.map((way) => {
    const other = /[BC]$/.exec(way)?.[0] ?? "";
    const via = way.replace(other, "") as Via;
    // What the browser reports by its number is the order of that number.
    const references = other === "" ? {} : { order: number, charge: `ch${number}` };
    const idempotencyKey = via === "api" ? key : null;
    return { via, externalId: `${number}${other}`, references, idempotencyKey } as Report;
  });
}

const alike = (number: string, vias: readonly string[]): Report[] =>
  vias.map((via) => ({
    via: via as Via,
    externalId: number,
    references: {},
    idempotencyKey: null,
  }));

function moneyOf(chance: Chance, mayBeNothing: boolean) {
  if (mayBeNothing && chance.is(0.03)) return { gross: 0, tax: 0, shipping: 0 };
  const gross = chance.integer(100, 30_000);
  const parts = chance.is(0.4);
  return {
    gross,
    tax: parts ? Math.floor(gross / 6) : 0,
    shipping: parts ? Math.floor(gross / 20) : 0,
  };
}

/** The next visit that suits, from where the order stands in the run. */
function visitFor(
  { visits, clicks, orders }: Scene,
  index: number,
  wanted: { rule: Rule; kinds: readonly VisitKind[]; mode: "live" | "test" },
): Visit | null {
  const half = index < orders / 2 ? 0 : Math.floor(clicks / 2);
  const last = half + Math.floor(clicks / 2);
  const start = Math.floor((index / orders) * clicks);
  for (let step = 0; step < LOOK_AHEAD; step++) {
    const visit = visits.get(half + ((start - half + step) % Math.max(last - half, 1)));
    const { link } = visit;
    const fits =
      link.affiliate.program.rule === wanted.rule &&
      link.affiliate.state === "active" &&
      link.cap === null &&
      visit.mode === wanted.mode &&
      wanted.kinds.includes(visit.kind);
    if (fits) return visit;
  }
  return null;
}
