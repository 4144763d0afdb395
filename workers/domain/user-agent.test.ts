import { describe, expect, it } from "vitest";
import { parseUserAgent } from "./user-agent.ts";

const iphone = (rest: string) =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ${rest}`;
const android = (model: string, rest = "Chrome/131.0.0.0 Mobile Safari/537.36") =>
  `Mozilla/5.0 (Linux; Android 14; ${model}) AppleWebKit/537.36 (KHTML, like Gecko) ${rest}`;
const WINDOWS =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";

describe("a user agent is read as", () => {
  it.each([
    ["Chrome on Windows", WINDOWS, "desktop", "Windows", "Chrome"],
    ["Edge", `${WINDOWS} Edg/131.0.0.0`, "desktop", "Windows", "Edge"],
    ["Opera", `${WINDOWS} OPR/115.0.0.0`, "desktop", "Windows", "Opera"],
    [
      "Internet Explorer",
      "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
      "desktop",
      "Windows",
      "Internet Explorer",
    ],
    [
      "Safari on a Mac",
      `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15`,
      "desktop",
      "macOS",
      "Safari",
    ],
    [
      "Firefox on a Mac",
      `${MAC.replace(")", "; rv:132.0)")} Gecko/20100101 Firefox/132.0`,
      "desktop",
      "macOS",
      "Firefox",
    ],
    [
      "Firefox on Linux",
      "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
      "desktop",
      "Linux",
      "Firefox",
    ],
    [
      "a Chromebook",
      "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
      "desktop",
      "ChromeOS",
      "Chrome",
    ],
    [
      "Safari on an iPhone",
      iphone("Version/18.1 Mobile/15E148 Safari/604.1"),
      "mobile",
      "iOS",
      "Safari",
    ],
    [
      "Chrome on an iPhone",
      iphone("CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1"),
      "mobile",
      "iOS",
      "Chrome",
    ],
    [
      "Firefox on an iPhone",
      iphone("FxiOS/132.0 Mobile/15E148 Safari/605.1.15"),
      "mobile",
      "iOS",
      "Firefox",
    ],
    [
      "an iPad",
      "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1",
      "tablet",
      "iOS",
      "Safari",
    ],
    ["Chrome on Android", android("K"), "mobile", "Android", "Chrome"],
    [
      "an Android tablet",
      android("Pixel Tablet", "Chrome/131.0.0.0 Safari/537.36"),
      "tablet",
      "Android",
      "Chrome",
    ],
    [
      "a Samsung tablet",
      android("SM-X710", "Chrome/131.0.0.0 Safari/537.36"),
      "tablet",
      "Android",
      "Chrome",
    ],
    [
      "Samsung Internet",
      android("K", "SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36"),
      "mobile",
      "Android",
      "Samsung Internet",
    ],
    [
      "Instagram on a Pixel",
      android(
        "Pixel 7; wv",
        "Version/4.0 Chrome/131.0.0.0 Mobile Safari/537.36 Instagram 312.1.0.34.111 Android (34/14; 420dpi; 1080x2209; Google/google; Pixel 7; panther; panther; en_US; 5)",
      ),
      "mobile",
      "Android",
      "Instagram",
    ],
    [
      "Instagram without Mozilla",
      "Instagram 312.1.0.34.111 Android (34/14; 420dpi; 1080x2209; Google/google; Pixel 8 Pro; husky; husky; de_DE; 5)",
      "mobile",
      "Android",
      "Instagram",
    ],
    [
      "Facebook",
      iphone("Mobile/15E148 [FBAN/FBIOS;FBAV/441.0.0.33.112]"),
      "mobile",
      "iOS",
      "Facebook",
    ],
    [
      "TikTok",
      iphone("Mobile/15E148 musical_ly_32.5.0 BytedanceWebview/d8a21c6"),
      "mobile",
      "iOS",
      "TikTok",
    ],
    [
      "LINE",
      android("SO-51B; wv", "Version/4.0 Chrome/131.0.0.0 Mobile Safari/537.36 Line/13.20.0/IAB"),
      "mobile",
      "Android",
      "LINE",
    ],
    [
      "Opera Mini",
      "Opera/9.80 (Android; Opera Mini/36.2.2254/191.256; U; en) Presto/2.12.423 Version/12.16",
      "mobile",
      "Android",
      "Opera",
    ],
    [
      "a television",
      "Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/4.0 Chrome/76.0.3809.146 TV Safari/537.36",
      "other",
      "Linux",
      "Samsung Internet",
    ],
    [
      "an old Windows phone",
      "Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/52.0.2743.116 Mobile Safari/537.36 Edge/15.15063",
      "mobile",
      "other",
      "Edge",
    ],
    ["a program", "curl/8.5.0", "other", "other", "other"],
    ["nothing", "", "other", "other", "other"],
  ])("%s", (_, ua, device, os, browser) => {
    expect(parseUserAgent(ua)).toEqual({ device, os, browser });
  });
});
