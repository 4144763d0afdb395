import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import type { UserActor } from "../../../domain/actor.ts";
import { callApi } from "../../testing/api.ts";
import { makeCompany } from "../../testing/company.ts";
import { png, webp } from "../../testing/images.ts";
import { makeNewcomer, person } from "../../testing/people.ts";
import { PIXEL } from "../../testing/pixel.ts";

const db = openDb(env.DB);

const upload = (actor: UserActor, body: Uint8Array, contentType = "image/png") =>
  callApi("/me/photo", { method: "PUT", actor, body, headers: { "content-type": contentType } });

const photosOf = async (id: string) =>
  (await env.FILES.list({ prefix: `photos/${id}/` })).objects.length;

describe("one's own account", () => {
  it("tells who somebody is, and the memberships with their states", async () => {
    const { affiliate, ids } = await makeCompany();
    const { status, body } = await callApi("/me", { actor: affiliate });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      user: { id: affiliate.id, name: "Mara Example", two_factor: false },
      preferences: { locale: null, time_zone: null, theme: null },
      teams: [],
      affiliates: [{ affiliate_id: ids.affiliate, program_id: ids.program, state: "active" }],
      platform_admin: false,
      csrf_token: expect.stringMatching(/^[0-9a-f]{64}$/),
      deletion: null,
    });
  });

  it("tells the teams with the role in each", async () => {
    const { team, ids } = await makeCompany();
    const { body } = await callApi("/me", { actor: team.manager });
    expect(body.teams).toMatchObject([{ organization_id: ids.organization, role: "manager" }]);
  });

  it("is nobody's without a session", async () => {
    const { key } = await makeCompany();
    expect((await callApi("/me")).body.code).toBe("auth.signed_out");
    expect((await callApi("/me", { actor: key })).status).toBe(403);
  });

  it("is changed field by field; what is not named stays", async () => {
    const actor = await makeNewcomer(db);
    const edit = (body: object) => callApi("/me", { method: "PATCH", actor, body });
    await edit({ name: "  Grace Example ", locale: "de", time_zone: "Europe/Berlin" });
    const { body } = await edit({ theme: "dark" });
    expect(body.preferences).toEqual({ locale: "de", time_zone: "Europe/Berlin", theme: "dark" });
    expect(JSON.stringify(body)).not.toContain("Grace");
    expect((await callApi("/me", { actor })).body.user.name).toBe("Grace Example");
    expect((await edit({ locale: null })).body.preferences.locale).toBeNull();
  });

  it.each([
    ["an empty name", { name: " " }],
    ["a name of two lines", { name: "Ada\nExample" }],
    ["a long name", { name: "x".repeat(101) }],
    ["a language that there is not", { locale: "tlh" }],
    ["a zone that there is not", { time_zone: "Europe/Atlantis" }],
    ["an offset as a zone", { time_zone: "+02:00" }],
    ["a theme that there is not", { theme: "pink" }],
    ["an address", { email: "other@people.example" }],
    ["a verified address", { email_verified: true }],
  ])("is not changed by %s", async (_, body) => {
    const actor = await makeNewcomer(db);
    const answer = await callApi("/me", { method: "PATCH", actor, body });
    expect([answer.status, answer.body.code]).toEqual([422, "request.invalid"]);
  });
});

describe("a photo", () => {
  it("is kept as a square WebP without anything else of the file", async () => {
    const actor = await makeNewcomer(db);
    const { status, body } = await upload(actor, PIXEL);
    expect(status).toBe(200);
    const path = body.photo.replace("/api/v1", "");
    const shown = await callApi(path, { actor });
    expect(shown.status).toBe(200);
    expect(shown.headers.get("content-type")).toBe("image/webp");
    expect(shown.headers.get("cache-control")).toContain("private");
    expect((await callApi("/me", { actor })).body.user.photo).toBe(body.photo);
  });

  it("replaces the one before, whose file is deleted, and can be taken away", async () => {
    const actor = await makeNewcomer(db);
    const first = await upload(actor, PIXEL);
    const second = await upload(actor, PIXEL, "application/octet-stream");
    expect(second.body.photo).not.toBe(first.body.photo);
    expect(await photosOf(actor.id)).toBe(1);
    for (let time = 0; time < 2; time++) {
      expect((await callApi("/me/photo", { method: "DELETE", actor })).status).toBe(204);
    }
    expect(await photosOf(actor.id)).toBe(0);
    const gone = await callApi(`/users/${actor.id}/photo`, { actor });
    expect([gone.status, gone.body.code]).toEqual([404, "file.not_found"]);
  });

  it.each([
    ["nothing", new Uint8Array(), "image/png", "file.empty"],
    ["SVG", new TextEncoder().encode("<svg><script/></svg>"), "", "file.type_not_allowed"],
    [
      "a GIF",
      new TextEncoder().encode(`GIF89a${"\u0001".repeat(20)}`),
      "",
      "file.type_not_allowed",
    ],
    ["a header without pixels", png(10, 10), "image/png", "file.type_not_allowed"],
    [
      "text that calls itself PNG",
      new TextEncoder().encode("hi"),
      "image/png",
      "file.type_not_allowed",
    ],
    ["a WebP that calls itself PNG", webp(9, 9), "image/png", "file.type_differs"],
    ["a bomb of pixels", png(60_000, 60_000), "image/png", "file.too_many_pixels"],
  ])("is not taken from %s", async (_, bytes, contentType, code) => {
    const actor = await makeNewcomer(db);
    const { status, body } = await upload(actor, bytes, contentType);
    expect([status, body.code]).toEqual([422, code]);
    expect(await photosOf(actor.id)).toBe(0);
  });

  it("of more than 10 MB is refused", async () => {
    const { status, body } = await upload(
      await makeNewcomer(db),
      new Uint8Array(10 * 1024 * 1024 + 1),
    );
    expect([status, body.code]).toEqual([413, "request.too_large"]);
  });

  it("is seen by the team for which somebody works, and by nobody who does not know the person", async () => {
    const { ids, team, newcomer, key } = await makeCompany();
    const other = await makeCompany();
    const path = `/users/${ids.user}/photo`;
    for (const actor of [team.viewer, team.owner, person({ platformAdmin: true })]) {
      expect((await callApi(path, { actor })).status).toBe(200);
    }
    for (const actor of [newcomer, other.team.owner, other.affiliate]) {
      const { status, body } = await callApi(path, { actor });
      expect([status, body.code]).toEqual([404, "user.not_found"]);
    }
    expect((await callApi(path, { actor: key })).status).toBe(403);
    expect((await callApi("/users/usr_nobody/photo", { actor: team.owner })).status).toBe(404);
  });
});
