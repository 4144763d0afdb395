import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDb } from "../../../db/batch.ts";
import type { Actor } from "../../../domain/actor.ts";
import { callApi } from "../../testing/api.ts";
import { makeCreativeSample } from "../../testing/creatives.ts";
import { affiliateOf } from "../../testing/people.ts";
import { makeSample } from "../../testing/sample.ts";

const db = openDb(env.DB);
const { sample, manager, affiliate, made, withFile } = await makeCreativeSample();

describe("the code that embeds a creative", () => {
  const embed = (id: string, query: Record<string, string> = {}, actor: Actor = affiliate) =>
    callApi(
      `/creatives/${id}/embed?${new URLSearchParams({ affiliate_id: sample.affiliate.id, ...query })}`,
      { actor },
    );

  it("leads through the affiliate's own link, deeper where the creative says so", async () => {
    const banner = await withFile({ destination: "https://shop.example/spring?a=1&b=2" });
    const { body } = await embed(banner.id);
    const url = `${env.BASE_URL}/r/${sample.link.slug}?to=https%3A%2F%2Fshop.example%2Fspring%3Fa%3D1%26b%3D2`;
    expect(body).toMatchObject({ url, link_id: sample.link.id });
    expect(body.html).toContain(`<a href="${url}"`);
    expect(body.html).toContain(`src="${banner.file.url}" width="300" height="250"`);
  });

  it("of a text is the text, with nothing in it that runs", async () => {
    const text = await made({ kind: "text", body: "5 < 6 & <script>alert(1)</script>" });
    const { body } = await embed(text.id, {}, manager);
    expect(body.html).toContain("5 &lt; 6 &amp; &lt;script&gt;alert(1)&lt;/script&gt;");
    expect(body.html).not.toContain("<script");
  });

  it("takes another link of the affiliate's, and no other's", async () => {
    const banner = await withFile();
    const { body: link } = await callApi("/links", {
      actor: affiliate,
      body: { affiliate_id: sample.affiliate.id, destination: "https://shop.example/x" },
    });
    expect((await embed(banner.id, { link_id: link.id })).body.url).toBe(link.url);
    const other = await makeSample(db);
    expect((await embed(banner.id, { link_id: other.link.id })).body.code).toBe("link.not_found");
    await callApi(`/links/${link.id}/end`, { actor: affiliate, method: "POST" });
    expect((await embed(banner.id, { link_id: link.id })).body.code).toBe("link.ended");
  });

  it("is refused for what is not ready, for others, and without a link", async () => {
    expect((await embed((await made()).id, {}, manager)).body.code).toBe("creative.no_file_yet");
    const banner = await withFile();
    const other = await makeSample(db);
    const foreign = { affiliate_id: other.affiliate.id };
    expect((await embed(banner.id, foreign, manager)).body.code).toBe("affiliate.not_found");
    expect((await embed(banner.id, foreign, affiliateOf(other))).body.code).toBe(
      "creative.not_found",
    );
    await callApi(`/links/${sample.link.id}/pause`, { actor: manager, method: "POST" });
    expect((await embed(banner.id)).body.code).toBe("creative.no_link");
  });
});
