import type { CommissionAnswer } from "../../../workers/contract/commissions.ts";
import { formatMoney } from "../catalog.ts";
import { loadTrace } from "./earnings.ts";

const SHOWN_MAX = 12;
const when = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

const onDay = new Intl.DateTimeFormat("en", { dateStyle: "medium" });

const KINDS: Readonly<Record<string, string>> = {
  base: "",
  second_level: "for a recruited affiliate’s sale",
};

const HELD: Readonly<Record<string, string>> = {
  needs_confirmation: "waits for the shop’s server",
  affiliate_suspended: "affiliate under review",
};

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...content: (string | Node)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  return element;
}

/** What happens to it next, in a few words. */
function stateInWords(commission: CommissionAnswer): string {
  const [held] = commission.held_reasons;
  if (held !== undefined) return `${commission.state}: ${HELD[held] ?? held.replaceAll("_", " ")}`;
  if (commission.state !== "pending") return commission.state;
  return `pending until ${onDay.format(new Date(commission.matures_at))}`;
}

function describe(commission: CommissionAnswer): Node[] {
  const { amount, reversed, currency, kind } = commission;
  const money = formatMoney(amount, currency);
  const taken = reversed > 0 ? ` − ${formatMoney(reversed, currency)} refunded` : "";
  return [
    make("span", "", when.format(new Date(commission.event_at))),
    make("span", "amount", money + taken),
    make(
      "span",
      "state",
      make("span", "badge", stateInWords(commission)),
      ` ${KINDS[kind] ?? kind}`,
    ),
    make("span", "why", "Why?"),
  ];
}

const sentences = (title: string, lines: readonly string[]): Node[] => [
  make("h3", "", title),
  make("ul", "", ...lines.map((line) => make("li", "", line))),
];

async function showTrace(id: string, place: HTMLElement): Promise<void> {
  const { attribution, amount } = await loadTrace(id);
  place.replaceChildren(
    ...sentences("Why it was credited", attribution.sentences),
    ...sentences("How the amount came about", amount.sentences),
  );
}

function makeItem(id: string): HTMLLIElement {
  const place = make("div", "trace");
  const details = make("details", "", make("summary", ""), place);
  details.addEventListener("toggle", () => {
    if (!details.open) return;
    showTrace(id, place).catch((error: unknown) => {
      place.textContent = `The trace could not be loaded. ${String(error)}`;
    });
  });
  const item = make("li", "card", details);
  item.dataset.commission = id;
  return item;
}

/** Shows the latest commissions; one that is open stays open. */
export function showCommissions(list: HTMLElement, commissions: readonly CommissionAnswer[]): void {
  const known = new Map(
    [...list.children].map((item) => [(item as HTMLElement).dataset.commission, item]),
  );
  const items = commissions.slice(0, SHOWN_MAX).map((commission) => {
    const item = known.get(commission.id) ?? makeItem(commission.id);
    item.querySelector("summary")?.replaceChildren(...describe(commission));
    return item;
  });
  list.replaceChildren(...items);
}
