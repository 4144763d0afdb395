/**
 * Structured logs: one JSON object a line, which Workers Logs indexes by field. Never put a secret, an
 * address or a body into a field.
 */

export type LogFields = Readonly<Record<string, unknown>>;

export type Logger = {
  readonly info: (event: string, fields?: LogFields) => void;
  readonly warn: (event: string, fields?: LogFields) => void;
  readonly error: (event: string, fields?: LogFields) => void;
  /** A logger that adds `fields` to every line. */
  readonly with: (fields: LogFields) => Logger;
};

export type LogLevel = "info" | "warn" | "error";
export type LogSink = (level: LogLevel, line: LogFields & { readonly event: string }) => void;

/** Drizzle's errors end with what was bound, which may be somebody's name or address. */
const withoutParameters = (text: string): string =>
  text.replace(/\nparams: [\s\S]*?(?=\n {4}at |$)/, "");

/** An error as fields: name, message, stack, and the chain of its causes. */
function errorFields(error: Error): LogFields {
  return {
    name: error.name,
    message: withoutParameters(error.message),
    ...(error.stack === undefined ? {} : { stack: withoutParameters(error.stack) }),
    ...(error.cause instanceof Error ? { cause: errorFields(error.cause) } : {}),
  };
}

function plain(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      value instanceof Error ? errorFields(value) : value,
    ]),
  );
}

/** A logger that hands each line to `sink`; tests collect them, the Worker prints them. */
export function createLogger(sink: LogSink, bound: LogFields = {}): Logger {
  const write =
    (level: LogLevel) =>
    (event: string, fields: LogFields = {}) =>
      sink(level, { event, ...bound, ...plain(fields) });
  return {
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    with: (fields) => createLogger(sink, { ...bound, ...plain(fields) }),
  };
}

/** Prints to the console, where the platform collects it. */
export const consoleLogger: Logger = createLogger((level, line) => {
  console[level](JSON.stringify({ level, ...line }));
});
