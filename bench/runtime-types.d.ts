/** Of the runtime's types what the product's queries name: all of them would hide Node's own. */
type D1Database = import("@cloudflare/workers-types").D1Database;
type D1PreparedStatement = import("@cloudflare/workers-types").D1PreparedStatement;
