/** Bodies of mails for tests of their plain text. */
import { Action, Facts, Note, Paragraph, Quote, Title } from "../templates/parts.tsx";

export const ALL_PARTS = (
  <>
    <Title>Hello</Title>
    <Paragraph>
      One & <strong>two</strong>
      {null}
      {false}
    </Paragraph>
    <Action href="https://app.example/x?a=1&b=2" label="Go" fallback="If not:" />
    <Note>Bye</Note>
  </>
);

export const QUOTE = <Quote text={"Hi\n\nthere"} />;

const ROWS = [
  ["Device", "Firefox"],
  ["Time", "noon"],
] as const;
export const FACTS = <Facts rows={ROWS} />;

export const LONG_ADDRESS = `https://app.example/${"x".repeat(120)}`;
export const LONG = (
  <>
    <Paragraph>{"word ".repeat(40)}</Paragraph>
    <Action href={LONG_ADDRESS} label="Go" fallback="" />
  </>
);
