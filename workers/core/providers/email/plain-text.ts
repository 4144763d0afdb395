/** The plain text of a mail, read off the elements that its HTML is made of. */
import { type Child, isValidElement } from "hono/jsx";

/** RFC 3676 §4.2 asks for less than 78 characters a line. */
const LINE_LENGTH_MAX = 72;

type Element = {
  readonly tag: unknown;
  readonly props: Readonly<Record<string, unknown>>;
  readonly children: readonly unknown[];
};

const BLOCKS = ["h1", "p", "blockquote"];

const childrenText = (element: Element): string => element.children.map(inlineText).join("");

/** A component's own elements, as rendering would call it. */
function resolve(element: Element): unknown {
  const { tag, props, children } = element;
  if (typeof tag !== "function") return null;
  return tag({ ...props, children: children.length <= 1 ? children[0] : children });
}

/** Text within a block. A button's address stands on a line of its own, to be copied. */
function inlineText(node: unknown): string {
  if (Array.isArray(node)) return node.map(inlineText).join("");
  if (!isValidElement(node)) {
    return typeof node === "string" || typeof node === "number" ? String(node) : "";
  }
  const element: Element = node;
  if (typeof element.tag === "function") return inlineText(resolve(element));
  if (element.tag === "br") return "\n";
  const text = childrenText(element);
  return element.tag === "a" ? `${text}:\n${String(element.props.href)}` : text;
}

/** Breaks a line at blanks; a word longer than a line, such as an address, stays whole. */
function wrap(line: string, width: number): string {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ")) {
    if (current !== "" && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else {
      current = current === "" ? word : `${current} ${word}`;
    }
  }
  return [...lines, current].join("\n");
}

const wrapAll = (text: string, width: number) =>
  text
    .split("\n")
    .map((line) => wrap(line.trim(), width))
    .join("\n");

function blockText(element: Element): string {
  const text = childrenText(element).trim();
  if (element.tag === "blockquote") return wrapAll(text, LINE_LENGTH_MAX - 2).replace(/^/gm, "> ");
  return wrapAll(text, LINE_LENGTH_MAX);
}

function blocksOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(blocksOf);
  if (!isValidElement(node)) return [];
  const element: Element = node;
  if (element.props["data-text"] === "none") return [];
  if (typeof element.tag === "string" && BLOCKS.includes(element.tag)) return [blockText(element)];
  if (typeof element.tag === "function") return blocksOf(resolve(element));
  return element.children.flatMap(blocksOf);
}

/** Blocks with an empty line between them. What is marked `data-text="none"` is left out. */
export const plainText = (body: Child): string => `${blocksOf(body).join("\n\n")}\n`;
