/**
 * The plain page of an affiliate's live numbers. Clicks come over the WebSocket as totals; conversions
 * and commissions are loaded on every connect, when one is announced, and every half minute.
 */
import type { LiveMessage, TotalsMessage } from "../../../workers/contract/live.ts";
import { formatMoney } from "../catalog.ts";
import { showCommissions } from "./commission-list.ts";
import { type ConnectionState, watch } from "./connection.ts";
import { dayIn, loadCommissions, sumEarnings } from "./earnings.ts";

const RELOAD_MS = 30_000;
/** Several announcements of one sale make one request. */
const GATHER_MS = 150;

const STATES: Readonly<Record<ConnectionState, string>> = {
  connecting: "Connecting…",
  live: "Live",
  lost: "Connection lost, trying again…",
};

const { affiliate = "", timeZone = "UTC", currency = "EUR" } = document.body.dataset;

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}`);
  return found;
}

/** Shows a value, and that it moved. */
function show(id: string, value: string): void {
  const place = element(id);
  if (place.textContent === value) return;
  const moved = place.textContent !== "–";
  place.textContent = value;
  place.classList.remove("moved");
  if (!moved) return;
  // Read, so that the animation starts anew.
  void place.offsetWidth;
  place.classList.add("moved");
}

const number = new Intl.NumberFormat("en");

function showClicks({ today, all }: TotalsMessage): void {
  show("clicks", number.format(today.clicks));
  show("uniques", number.format(today.uniques));
  show("clicks-all", number.format(all.clicks));
  show("uniques-all", number.format(all.uniques));
}

async function loadEarnings(): Promise<void> {
  const commissions = await loadCommissions(affiliate);
  const today = dayIn(timeZone, new Date().toISOString());
  const all = sumEarnings(commissions);
  const ofToday = sumEarnings(
    commissions.filter(({ event_at }) => dayIn(timeZone, event_at) === today),
  );
  show("conversions", number.format(ofToday.conversions));
  show("conversions-all", number.format(all.conversions));
  show("commission", formatMoney(ofToday.amount, currency));
  show("commission-all", formatMoney(all.amount, currency));
  element("empty").hidden = commissions.length > 0;
  showCommissions(element("commissions"), commissions);
}

let waiting: number | undefined;

function reload(): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    loadEarnings()
      .then(() => {
        element("alert").textContent = "";
      })
      .catch((error: unknown) => {
        element("alert").textContent = `Commissions could not be loaded. ${String(error)}`;
      });
  }, GATHER_MS);
}

function onMessage(message: LiveMessage): void {
  if (message.type === "totals") showClicks(message);
  else reload();
}

function onState(state: ConnectionState): void {
  const place = element("connection");
  place.textContent = STATES[state];
  place.dataset.state = state;
}

setInterval(reload, RELOAD_MS);
void watch({ affiliateId: affiliate, onState, onOpen: reload, onMessage });
