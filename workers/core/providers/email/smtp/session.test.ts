import { describe, expect, it } from "vitest";
import { MailRefused } from "../transport.ts";
import { takeReply } from "./reply.ts";
import { deliver, openSession, UnexpectedReply } from "./session.ts";

/** A server that gives these answers in turn, and what it was told. */
function server(...answers: string[]) {
  const told: string[] = [];
  const reply = async () => {
    const taken = takeReply(`${answers.shift() ?? "421 gone"}\r\n`);
    if (taken === null) throw new Error("The answer is not complete");
    return taken.reply;
  };
  return {
    told,
    reply,
    command: async (line: string) => {
      told.push(line);
      return reply();
    },
    send: async (text: string) => {
      told.push(text);
    },
    startTls: () => {
      told.push("(TLS)");
    },
  };
}

const envelope = { from: "no-reply@trackdesk.example", to: "ada@shop.example" };
const TAKEN = ["250 ok", "250 ok", "354 go on", "250 queued"];
const withAnswer = (step: number, answer: string) =>
  TAKEN.map((usual, index) => (index === step ? answer : usual));
const STEPS = ["MAIL FROM", "RCPT TO", "DATA", "message"];

describe("handing a mail over", () => {
  it("says sender, receiver and mail, and doubles a dot that begins a line", async () => {
    const connection = server(...TAKEN);
    await deliver(connection, envelope, "A: b\r\n\r\n.\r\n..x\r\ny.\r\n");
    expect(connection.told).toEqual([
      "MAIL FROM:<no-reply@trackdesk.example>",
      "RCPT TO:<ada@shop.example>",
      "DATA",
      "A: b\r\n\r\n..\r\n...x\r\ny.\r\n.\r\n",
    ]);
  });

  it.each([
    [1, "550 5.1.1 no such user"],
    [1, "554 5.7.1 blocked"],
    [2, "554 no valid recipients"],
    [3, "552 5.3.4 too big"],
    [3, "554 5.6.0 looks like spam"],
  ])("at step %i, «%s» is for good", async (step, answer) => {
    const sent = deliver(server(...withAnswer(step, answer)), envelope, "x\r\n");
    await expect(sent).rejects.toThrow(MailRefused);
    await expect(sent).rejects.toThrow(`${STEPS[step]}: ${answer}`);
  });

  it.each([
    [0, "550 5.7.1 sender not allowed"],
    [0, "530 authentication required"],
    [1, "451 4.7.1 greylisted"],
    [1, "530 must issue STARTTLS first"],
    [1, "535 credentials expired"],
    [2, "452 too busy"],
    [3, "451 try later"],
    [3, "250", "354 what?"],
  ])("at step %i, «%s» may go better another time", async (step, answer, instead = answer) => {
    const sent = deliver(server(...withAnswer(step, instead)), envelope, "x\r\n");
    await expect(sent).rejects.toThrow(UnexpectedReply);
  });

  it("tells nobody's address in an error", async () => {
    const connection = server("250 ok", "550 <ada@shop.example> unknown, ask bob@shop.example");
    await expect(deliver(connection, envelope, "x\r\n")).rejects.toThrow(
      "RCPT TO: 550 <(address)> unknown, ask (address)",
    );
  });
});

describe("opening a session", () => {
  const clientName = "trackdesk.example";
  const credentials = { user: "ada", password: "pä ss" };

  it("signs in by PLAIN, in UTF-8", async () => {
    const connection = server("220 hi", "250-mx\r\n250 AUTH LOGIN PLAIN", "235 ok");
    await openSession(connection, { security: "tls", clientName, credentials });
    expect(connection.told).toEqual(["EHLO trackdesk.example", "AUTH PLAIN AGFkYQBww6Qgc3M="]);
  });

  it("signs in by LOGIN where that is all there is", async () => {
    const answers = [
      "220 hi",
      "250-mx\r\n250 AUTH LOGIN",
      "334 VXNlcg==",
      "334 UGFzcw==",
      "235 ok",
    ];
    const connection = server(...answers);
    await openSession(connection, { security: "tls", clientName, credentials });
    expect(connection.told.slice(1)).toEqual(["AUTH LOGIN", "YWRh", "cMOkIHNz"]);
  });

  it("says who it is only inside TLS", async () => {
    const before = ["220 hi", "250-mx\r\n250 STARTTLS", "220 go on"];
    const connection = server(...before, "250-mx\r\n250 AUTH PLAIN", "235 ok");
    await openSession(connection, { security: "starttls", clientName, credentials });
    expect(connection.told.map((line) => line.split(" ")[0])).toEqual([
      "EHLO",
      "STARTTLS",
      "(TLS)",
      "EHLO",
      "AUTH",
    ]);
  });

  it("ends when STARTTLS is wanted and not offered, before anything is said", async () => {
    const connection = server("220 hi", "250-mx\r\n250 AUTH PLAIN");
    const opened = openSession(connection, { security: "starttls", clientName, credentials });
    await expect(opened).rejects.toThrow("STARTTLS is not offered");
    expect(connection.told).toEqual(["EHLO trackdesk.example"]);
  });

  it.each([
    ["a server that is busy", ["421 too many connections"], "greeting: 421"],
    ["a server that will not have us", ["220 hi", "554 no"], "EHLO: 554"],
    ["no way to sign in", ["220 hi", "250-mx\r\n250 SIZE 9"], "neither PLAIN nor LOGIN"],
    ["a wrong password", ["220 hi", "250-mx\r\n250 AUTH PLAIN", "535 no"], "AUTH: 535"],
  ])("ends with %s, to be tried again", async (_, answers, reason) => {
    const opened = openSession(server(...answers), { security: "tls", clientName, credentials });
    await expect(opened).rejects.toThrow(UnexpectedReply);
    await expect(opened).rejects.toThrow(reason);
  });
});
