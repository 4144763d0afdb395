/** A run's outcome as a table. */
import type { Outcome, Plan } from "./chaos.ts";

/** Whether everything is zero and equal. */
export const isClean = ({ clicks, orders, findings }: Outcome): boolean =>
  clicks.double + clicks.lost + orders.double + orders.lost === 0 &&
  findings.every(({ wrong }) => wrong === 0);

const cell = (value: number | string) => String(value).padStart(12);

export function reportOf({ seed, fault }: Plan, outcome: Outcome): string {
  const { clicks, orders, findings, weather, seconds } = outcome;
  const names = ["", "sent", "expected", "counted", "double", "lost", "buffer_loss"];
  const lines = [
    `seed ${seed}${fault === null ? "" : ` with a fault in ${fault}`}`,
    "",
    names.map(cell).join(""),
    [
      "clicks",
      clicks.sent,
      clicks.expected,
      clicks.counted,
      clicks.double,
      clicks.lost,
      clicks.bufferLoss,
    ]
      .map(cell)
      .join(""),
    ["orders", orders.sent, orders.sent, orders.counted, orders.double, orders.lost, "-"]
      .map(cell)
      .join(""),
    "",
    `A prefetch and its report as seen are two sent and one expected; ${clicks.handed} were handed over.`,
    `${orders.reports} reports of orders and ${orders.refunds} of refunds; ${outcome.unanswered} sent again without an answer, ${outcome.deferred} answered 202 (browsers always are)`,
    `${outcome.unchecked} clicks left an isolate that could not know how their affiliate stands`,
    `weather: ${JSON.stringify(weather.struck)}`,
    `queues: ${JSON.stringify(weather.queues)}`,
    `seconds: ${JSON.stringify(seconds)}`,
    "",
  ];
  for (const { figure, compared, wrong, examples } of findings) {
    lines.push(
      `${wrong === 0 ? "  ok" : "FAIL"} ${cell(compared)} compared ${cell(wrong)} wrong  ${figure}`,
    );
    for (const example of examples) lines.push(`       ${example}`);
  }
  lines.push("", isClean(outcome) ? "clean" : "NOT CLEAN");
  return lines.join("\n");
}
