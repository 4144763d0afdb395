/** Whether an upload is an image that may be shown: by its bytes, whatever it is called. */
import { problem } from "../../../contract/problem.ts";
import {
  IMAGE_HEAD_BYTES,
  IMAGE_TYPES,
  type ImageFacts,
  readImageFacts,
} from "../../../domain/image-type.ts";

const empty = problem("file.empty");
const notAllowed = problem("file.type_not_allowed");
const differs = problem("file.type_differs");
const tooManyPixels = problem("file.too_many_pixels");

/** A few bytes can stand for more pixels than a browser has memory for. */
const SIDE_MAX = 10_000;
const PIXELS_MAX = 50_000_000;
/** What senders say that do not know, or do not look. */
const UNSTATED: ReadonlySet<string> = new Set(["", "application/octet-stream"]);
const SVG_HEAD_BYTES = 4_096;

const isSvg = (bytes: Uint8Array): boolean =>
  /<svg[\s>]/i.test(new TextDecoder().decode(bytes.subarray(0, SVG_HEAD_BYTES)));

/**
 * The type and the size of a PNG, JPEG, GIF or WebP. SVG is not taken: it is a document that may carry
 * scripts, and whoever opens it by its address would run them.
 * @param file.contentType as the sender states it; it may be empty, but not wrong
 * @throws ProblemError `file.empty`, `file.type_not_allowed`, `file.type_differs`, `file.too_many_pixels`
 */
export function checkImage(file: {
  readonly bytes: ArrayBuffer;
  readonly contentType: string;
}): ImageFacts {
  const bytes = new Uint8Array(file.bytes);
  if (bytes.length === 0) throw empty();
  const facts = readImageFacts(bytes.subarray(0, IMAGE_HEAD_BYTES));
  if (facts === null) {
    const what = isSvg(bytes) ? "SVG is not taken, since it may carry scripts. " : "";
    throw notAllowed({ detail: `${what}Taken are ${IMAGE_TYPES.join(", ")}.` });
  }
  if (!UNSTATED.has(file.contentType) && file.contentType !== facts.type) {
    throw differs({ detail: `It is ${facts.type}.` });
  }
  const { width, height } = facts;
  if (width > SIDE_MAX || height > SIDE_MAX || width * height > PIXELS_MAX) {
    throw tooManyPixels({ detail: `At most ${SIDE_MAX} a side and ${PIXELS_MAX} in all.` });
  }
  return facts;
}
