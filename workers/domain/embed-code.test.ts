import { describe, expect, it } from "vitest";
import { embedHtml, escapeHtml } from "./embed-code.ts";

const URL = "https://go.shop.example/mara?to=https%3A%2F%2Fshop.example%2F&x=1";

describe("code that embeds a creative", () => {
  it("leads through the link, marked as paid for", () => {
    expect(embedHtml(URL, { text: "Good coffee" })).toBe(
      '<a href="https://go.shop.example/mara?to=https%3A%2F%2Fshop.example%2F&amp;x=1" ' +
        'rel="sponsored noopener" target="_blank">Good coffee</a>',
    );
  });

  it("shows an image at its size", () => {
    const image = { url: "https://x.example/f", width: 300, height: 250, alt: "Spring" };
    expect(embedHtml(URL, { image })).toContain(
      '<img src="https://x.example/f" width="300" height="250" alt="Spring" loading="lazy"></a>',
    );
  });

  it("keeps the lines of a text", () => {
    expect(embedHtml(URL, { text: "One\nTwo\r\nThree" })).toContain(">One<br>Two<br>Three</a>");
  });

  it.each([
    ['"><script>alert(1)</script>'],
    ["' onload='alert(1)"],
    ["&lt;script&gt;"],
    ["<img src=x onerror=alert(1)>"],
  ])("runs nothing of what somebody wrote: %s", (wicked) => {
    const image = { url: wicked, width: 1, height: 1, alt: wicked };
    for (const html of [embedHtml(wicked, { text: wicked }), embedHtml(wicked, { image })]) {
      expect(html.match(/<(?!\/?a[\s>]|img )/g)).toBeNull();
      expect(html.match(/["']/g)).toHaveLength(html.includes("<img") ? 16 : 6);
    }
  });

  it("writes signs of HTML so that they are read as they are", () => {
    expect(escapeHtml(`&<>"'é`)).toBe("&amp;&lt;&gt;&quot;&#39;é");
  });
});
