import { describe, expect, it } from "vitest";
import { classifyVisitor } from "./visitor-class.ts";

const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const android = (model: string) =>
  `Mozilla/5.0 (Linux; Android 14; ${model}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36`;
const webview = (model: string) =>
  `Mozilla/5.0 (Linux; Android 14; ${model}; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0.0.0 Mobile Safari/537.36`;
const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";

const get = (ua: string) => classifyVisitor({ method: "GET", ua });

describe("a person is", () => {
  it.each([
    ["Chrome", CHROME],
    ["Chrome on Android", android("K")],
    ["Safari", `${IPHONE} Version/18.1 Mobile/15E148 Safari/604.1`],
    [
      "Safari on a Mac",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
    ],
    ["Firefox", "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"],
    ["Edge", `${CHROME} Edg/131.0.0.0`],
    ["Internet Explorer", "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko"],
    [
      "Opera Mini",
      "Opera/9.80 (Android; Opera Mini/36.2.2254/191.256; U; en) Presto/2.12.423 Version/12.16",
    ],
    [
      "UC Browser",
      "UCWEB/2.0 (MIDP-2.0; U; Adr 9; en-US; RMX1911) U2/1.0.0 UCBrowser/12.9.7 U2/1.0.0 Mobile",
    ],
    [
      "Samsung Internet",
      android("SAMSUNG SM-S918B").replace("Chrome", "SamsungBrowser/26.0 Chrome"),
    ],
    [
      "Chrome OS",
      "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    ],
    [
      "an old feature phone",
      "NokiaN97/21.1.107 (SymbianOS/9.4; Series60/5.0) AppleWebKit/525 (KHTML, like Gecko)",
    ],
    [
      "Instagram's browser on a Pixel",
      `${webview("Pixel 7 Build/UQ1A.240205.002")} Instagram 312.1.0.34.111 Android (34/14; 420dpi; 1080x2209; Google/google; Pixel 7; panther; panther; en_US; 548323754)`,
    ],
    [
      "Instagram's browser on a Pixel, without Mozilla",
      "Instagram 312.1.0.34.111 Android (34/14; 420dpi; 1080x2209; Google/google; Pixel 8 Pro; husky; husky; de_DE; 548323754)",
    ],
    [
      "Instagram's browser on an iPhone",
      `${IPHONE} Mobile/15E148 Instagram 312.0.1.19.124 (iPhone15,2; iOS 17_1; en_US; en; scale=3.00; 1179x2556; 548339486)`,
    ],
    [
      "Facebook's browser on an iPhone",
      `${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/441.0.0.33.112;FBBV/537406282;FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS;FBSV/17.1;FBSS/3;FBID/phone;FBLC/en_US;FBOP/5]`,
    ],
    ["Facebook's browser on Android", `${webview("SM-G991B")} [FB_IAB/FB4A;FBAV/441.0.0.41.108;]`],
    [
      "Messenger's browser",
      `${webview("Pixel 8")} [FBAN/EMA;FBLC/de_DE;FBAV/385.0.0.9.112;FBDV/CUBOT P40;]`,
    ],
    [
      "TikTok's browser",
      `${IPHONE} Mobile/15E148 musical_ly_32.5.0 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/en Region/US BytedanceWebview/d8a21c6`,
    ],
    [
      "TikTok's browser on Android",
      `${webview("Pixel 6")} trill_320503 JsSdk/1.0 NetType/WIFI Channel/googleplay AppName/musical_ly app_version/32.5.3 BytedanceWebview/d8a21c6`,
    ],
    ["LINE's browser", `${webview("SO-51B")} Line/13.20.0/IAB`],
    ["Snapchat's browser", `${IPHONE} Mobile/15E148 Snapchat/12.60.0.43 (like Safari/8617.1.17)`],
    ["Pinterest's browser", `${IPHONE} Mobile/15E148 [Pinterest/iOS]`],
    ["X's browser", `${IPHONE} Mobile/15E148 Twitter for iPhone/10.17`],
    ["LinkedIn's browser", `${IPHONE} Mobile/15E148 [LinkedInApp]/9.29.8962`],
    [
      "Telegram's browser",
      `${webview("Pixel 7")} Telegram-Android/10.2.9 (Google Pixel 7; Android 14; SDK 34; HIGH)`,
    ],
    [
      "WeChat's browser",
      `${IPHONE} Mobile/15E148 MicroMessenger/8.0.42(0x18002a2d) NetType/WIFI Language/en`,
    ],
    ["the Google app", `${IPHONE} GSA/290.0.580089474 Mobile/15E148 Safari/604.1`],
    ["Slack's desktop app", `${CHROME} Slack_SSB/4.35.126`],
    ["a CUBOT phone", android("CUBOT_X19_S")],
    ["a Cubot phone", android("Cubot Note 20 Pro Build/QP1A.190711.020")],
    [
      "a CUBOT phone in Instagram",
      `${webview("CUBOT NOTE 20")} Instagram 289.0.0.18.92 Android (29/10; 320dpi; 720x1396; CUBOT; CUBOT NOTE 20; NOTE_20; mt6762; de_DE; 489720145)`,
    ],
    ["a phone whose model says bot", android("X-BOT 3000 Build/Bot.12")],
    ["a phone whose model has brackets", android("moto g(7) bot")],
    ["a phone whose model names a spider", android("Spider Build/RKQ1")],
    [
      "a desktop CUBOT page",
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 CUBOT",
    ],
    [
      "a television",
      "Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/4.0 Chrome/76.0.3809.146 TV Safari/537.36",
    ],
  ])("%s", (_, ua) => {
    expect(get(ua)).toEqual({ kind: "person", reason: "" });
  });
});

describe("a link preview is", () => {
  it.each([
    [
      "Meta's",
      "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
      "facebookexternalhit",
    ],
    ["Meta's catalog", "facebookcatalog/1.0", "facebookcatalog"],
    [
      "Meta's fetcher",
      "meta-externalfetcher/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
      "meta-externalfetcher",
    ],
    [
      "iMessage's",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
      "facebookexternalhit",
    ],
    [
      "Slack's",
      "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
      "Slackbot-LinkExpanding",
    ],
    [
      "Discord's",
      "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
      "Discordbot",
    ],
    ["X's", "Twitterbot/1.0", "Twitterbot"],
    ["WhatsApp's", "WhatsApp/2.23.20.0 A", "WhatsApp/"],
    ["WhatsApp's on an iPhone", "WhatsApp/2.21.110 i", "WhatsApp/"],
    ["Telegram's", "TelegramBot (like TwitterBot)", "TelegramBot"],
    [
      "LinkedIn's",
      "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
      "LinkedInBot",
    ],
    [
      "Skype's",
      "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com",
      "SkypeUriPreview",
    ],
    [
      "Snapchat's",
      "Mozilla/5.0 (compatible; Snap URL Preview Service; bot; snapchat; https://developers.snap.com/robots)",
      "Preview",
    ],
    ["Mastodon's", "http.rb/5.1.1 (Mastodon/4.2.0; +https://mastodon.example/)", "Mastodon/"],
    [
      "Bluesky's",
      "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)",
      "Cardyb",
    ],
    ["LINE's", "facebookexternalhit/1.1;line-poker/1.0", "facebookexternalhit"],
    ["Pinterest's", "Pinterest/0.2 (+https://www.pinterest.com/bot.html)", "Pinterest/0.2 (+"],
  ])("%s", (_, ua, reason) => {
    expect(get(ua)).toEqual({ kind: "preview", reason });
  });
});

describe("a bot is", () => {
  it.each([
    [
      "Googlebot",
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
      "Googlebot",
    ],
    [
      "Googlebot as a phone",
      `${android("Nexus 5X Build/MMB29P")} (compatible; Googlebot/2.1; +http://www.google.com/bot.html)`,
      "Googlebot",
    ],
    ["AdsBot", "AdsBot-Google (+http://www.google.com/adsbot.html)", "AdsBot"],
    [
      "Google's inspection tool",
      `${android("K")} (compatible; Google-InspectionTool/1.0;)`,
      "Google-InspectionTool",
    ],
    [
      "Bingbot",
      "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36",
      "bingbot",
    ],
    [
      "Meta's trainer",
      "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
      "meta-externalagent",
    ],
    ["Meta-ExternalAgent", "Meta-ExternalAgent/1.1", "Meta-ExternalAgent"],
    [
      "GPTBot",
      "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; GPTBot/1.2; +https://openai.com/gptbot",
      "GPTBot",
    ],
    [
      "ChatGPT",
      "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; +https://openai.com/bot",
      "ChatGPT-User",
    ],
    [
      "ClaudeBot",
      "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)",
      "ClaudeBot",
    ],
    [
      "Baidu's spider",
      "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
      "Baiduspider",
    ],
    [
      "ByteDance's spider",
      `${webview("")} (compatible; Bytespider; spider-feedback@bytedance.com)`,
      "Bytespider",
    ],
    ["Yandex", "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)", "YandexBot"],
    [
      "the Internet Archive",
      "Mozilla/5.0 (compatible; archive.org_bot +http://archive.org/details/archive.org_bot)",
      "archive.org",
    ],
    ["curl", "curl/8.5.0", "curl"],
    ["wget", "Wget/1.21.4", "Wget"],
    ["python-requests", "python-requests/2.31.0", "python-requests"],
    ["Go", "Go-http-client/2.0", "Go-http-client"],
    ["okhttp", "okhttp/4.12.0", "okhttp"],
    ["axios", "axios/1.6.0", "axios"],
    ["Java", "Java/17.0.9", "Java"],
    ["Postman", "PostmanRuntime/7.36.0", "PostmanRuntime"],
    ["a program nobody knows", "MyFetcher/1.0", "MyFetcher"],
    [
      "an Android app that is no browser",
      "Dalvik/2.1.0 (Linux; U; Android 14; Pixel 7 Build/UQ1A)",
      "Dalvik",
    ],
    ["headless Chrome", CHROME.replace("Chrome/", "HeadlessChrome/"), "HeadlessChrome"],
    [
      "PhantomJS",
      "Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1",
      "PhantomJS",
    ],
    ["Lighthouse", `${android("moto g power (2022)")} Chrome-Lighthouse`, "Lighthouse"],
    [
      "UptimeRobot",
      "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
      "UptimeRobot",
    ],
    ["Pingdom", "Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)", "Pingdom"],
    [
      "StatusCake",
      "Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 StatusCake",
      "StatusCake",
    ],
    [
      "Better Uptime",
      "Better Uptime Bot Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
      "Better Uptime",
    ],
    ["Uptime-Kuma", "Uptime-Kuma/1.23.11", "Uptime-Kuma"],
    ["Datadog", `${CHROME} DatadogSynthetics`, "DatadogSynthetics"],
    [
      "Google's uptime check",
      "GoogleStackdriverMonitoring-UptimeChecks(https://cloud.google.com/monitoring)",
      "UptimeChecks",
    ],
    ["a health check", "ELB-HealthChecker/2.0", "ELB-HealthChecker"],
    [
      "one that leaves an address",
      "Mozilla/5.0 (compatible; Thing/1.0; +https://thing.example/about)",
      "Thing",
    ],
    ["one that says Mozilla and no more", "Mozilla/5.0", "no_browser"],
    ["a missing user agent", "", "no_user_agent"],
    ["an empty one", "   ", "no_user_agent"],
  ])("%s", (_, ua, reason) => {
    const { kind, reason: given } = get(ua);
    expect([kind, given.slice(0, reason.length)]).toEqual(["bot", reason]);
  });
});

describe("a request that is early or only asks", () => {
  it.each([
    ["Chrome's prefetch", { secPurpose: "prefetch" }, "prefetch", "prefetch"],
    ["Chrome's prerender", { secPurpose: "prefetch;prerender" }, "prefetch", "prefetch"],
    ["a private prefetch", { secPurpose: "prefetch;anonymous-client-ip" }, "prefetch", "prefetch"],
    ["an older Chrome's", { purpose: "prefetch" }, "prefetch", "prefetch"],
    ["Firefox's", { xMoz: "prefetch" }, "prefetch", "prefetch"],
    ["Facebook's app", { xPurpose: "preview" }, "prefetch", "prefetch"],
    ["another purpose", { purpose: "navigate", secPurpose: null }, "person", ""],
    ["HEAD by a browser", { method: "HEAD" }, "head", "HEAD"],
    ["HEAD by X", { method: "HEAD", ua: "Twitterbot/1.0" }, "preview", "Twitterbot,HEAD"],
    ["HEAD by a monitor", { method: "HEAD", ua: "curl/8.5.0" }, "bot", "curl,HEAD"],
    ["a bot's prefetch", { ua: "curl/8.5.0", purpose: "prefetch" }, "bot", "curl,prefetch"],
    ["HEAD as a prefetch", { method: "HEAD", xMoz: "prefetch" }, "head", "HEAD,prefetch"],
  ])("%s", (_, facts, kind, reason) => {
    expect(classifyVisitor({ method: "GET", ua: CHROME, ...facts })).toEqual({ kind, reason });
  });

  it("keeps a reason short", () => {
    expect(get(`${"x".repeat(300)}bot`).reason).toHaveLength(64);
  });

  it("is not slowed down by a user agent made to", () => {
    const started = performance.now();
    for (const piece of [
      "(Linux; Android ",
      "[fb",
      "a.b-",
      "x@",
      "((((android",
      "instagram 1 android (",
    ]) {
      get(piece.repeat(512).slice(0, 2_048));
    }
    expect(performance.now() - started).toBeLessThan(500);
  });
});
