/**
 * The core Worker with switches, for tests of outages: `POST /switch?d1=off` makes every statement fail
 * as D1 does when it does not answer, `?core=off` makes every request and call fail. Everything behind the
 * switches is the product's own.
 */
import core, {
  AffiliateCounter as Counter,
  EdgeGateway as Gateway,
  ProgramFeed,
} from "../../workers/core/index.ts";

const off = { d1: false, core: false };

const refused = () => Promise.reject(new Error("D1_ERROR: refused by a test"));

function withSwitch(statement: D1PreparedStatement): D1PreparedStatement {
  return new Proxy(statement, {
    get(target, name) {
      if (name === "bind") return (...values: unknown[]) => withSwitch(target.bind(...values));
      const member = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      return (...given: unknown[]) => (off.d1 ? refused() : member.apply(target, given));
    },
  });
}

/** D1 with the switch; a batch needs the statements as D1 made them. */
function switchedD1(d1: D1Database): D1Database {
  const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();
  const keep = (statement: D1PreparedStatement): D1PreparedStatement => {
    const switched = new Proxy(withSwitch(statement), {
      get(target, name) {
        if (name === "bind") return (...values: unknown[]) => keep(statement.bind(...values));
        return Reflect.get(target, name, target);
      },
    });
    originals.set(switched, statement);
    return switched;
  };
  return new Proxy(d1, {
    get(target, name) {
      if (name === "prepare") return (query: string) => keep(target.prepare(query));
      if (name === "batch") {
        return (statements: D1PreparedStatement[]) =>
          off.d1 ? refused() : target.batch(statements.map((one) => originals.get(one) ?? one));
      }
      return Reflect.get(target, name, target);
    },
  });
}

const switched = new WeakMap<Cloudflare.Env, Cloudflare.Env>();

function switchedEnv(env: Cloudflare.Env): Cloudflare.Env {
  const known = switched.get(env);
  if (known !== undefined) return known;
  const made = { ...env, DB: switchedD1(env.DB) };
  switched.set(env, made);
  switched.set(made, made);
  return made;
}

export class AffiliateCounter extends Counter {
  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, switchedEnv(env));
  }
}

export class EdgeGateway extends Gateway {
  constructor(execution: ExecutionContext, env: Cloudflare.Env) {
    super(execution, switchedEnv(env));
    if (off.core) throw new Error("core is down");
  }
}

export { ProgramFeed };

export default {
  async fetch(request, env, execution) {
    const url = new URL(request.url);
    if (url.pathname === "/switch") {
      if (url.searchParams.has("d1")) off.d1 = url.searchParams.get("d1") === "off";
      if (url.searchParams.has("core")) off.core = url.searchParams.get("core") === "off";
      return Response.json(off);
    }
    if (off.core) throw new Error("core is down");
    return core.fetch(request, switchedEnv(env), execution);
  },
  async queue(batch, env, execution) {
    if (off.core) throw new Error("core is down");
    await core.queue(batch, switchedEnv(env), execution);
  },
  async scheduled(event, env, execution) {
    await core.scheduled(event, switchedEnv(env), execution);
  },
} satisfies ExportedHandler<Cloudflare.Env>;
