/** Device, system and browser of a user agent: what reports break down by, and what targets compare. */

export type Device = "desktop" | "mobile" | "tablet" | "other";
export type DeviceFacts = {
  readonly device: Device;
  /** `iOS`, `Android`, `Windows`, `macOS`, `Linux`, `ChromeOS`, `other`. */
  readonly os: string;
  /** As people call it; `other` when unknown. */
  readonly browser: string;
};

/** The part that a link's targets compare. */
export type TargetDevice = Omit<DeviceFacts, "browser">;

type Rule = readonly [pattern: RegExp, name: string];

/** The first that matches is meant: phones name the systems that theirs descends from. */
const SYSTEMS: readonly Rule[] = [
  [/Windows Phone|IEMobile/i, "other"],
  [/iPhone|iPad|iPod|\biOS\b|CFNetwork.*Darwin/i, "iOS"],
  [/Android|Instagram [\d.]+ Android/i, "Android"],
  [/Windows/i, "Windows"],
  [/CrOS/, "ChromeOS"],
  [/Macintosh|Mac OS X/i, "macOS"],
  [/Linux|X11/i, "Linux"],
];

/** In-app browsers and makers' browsers name Chrome or Safari too, so they stand first. */
const BROWSERS: readonly Rule[] = [
  [/Instagram/i, "Instagram"],
  [/FBAN|FBAV|FB_IAB/, "Facebook"],
  [/musical_ly|TikTok|BytedanceWebview|trill_/i, "TikTok"],
  [/\bLine\//i, "LINE"],
  [/Snapchat/i, "Snapchat"],
  [/\[?Pinterest/i, "Pinterest"],
  [/LinkedInApp/i, "LinkedIn"],
  [/Twitter/i, "X"],
  [/WhatsApp/i, "WhatsApp"],
  [/MicroMessenger/i, "WeChat"],
  [/\bGSA\//, "Google app"],
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\bOPR\/|\bOPiOS\/|\bOPT\/|Opera/i, "Opera"],
  [/SamsungBrowser/i, "Samsung Internet"],
  [/YaBrowser/i, "Yandex"],
  [/Vivaldi/i, "Vivaldi"],
  [/DuckDuckGo|Ddg\//i, "DuckDuckGo"],
  [/UCBrowser|UCWEB/i, "UC Browser"],
  [/HuaweiBrowser/i, "Huawei Browser"],
  [/MiuiBrowser/i, "Mi Browser"],
  [/Silk\//, "Silk"],
  [/Firefox|FxiOS/i, "Firefox"],
  [/MSIE|Trident/i, "Internet Explorer"],
  [/Chrome|CriOS|Chromium/i, "Chrome"],
  [/Safari|AppleWebKit/i, "Safari"],
];

const nameOf = (rules: readonly Rule[], ua: string) =>
  rules.find(([pattern]) => pattern.test(ua))?.[1] ?? "other";

function deviceOf(ua: string, os: string): Device {
  if (/iPad|Tablet|PlayBook|Silk\/|Kindle|\bKF[A-Z]{2,4}\b|\bSM-[TX]\d/i.test(ua)) return "tablet";
  if (
    /SMART-TV|SmartTV|GoogleTV|AppleTV|HbbTV|\bBRAVIA\b|\bAFT[A-Z]|CrKey|Xbox|PlayStation/i.test(ua)
  ) {
    return "other";
  }
  if (/iPhone|iPod|\bMobi|Windows Phone|IEMobile|Opera Mini|Instagram [\d.]+ Android/i.test(ua)) {
    return "mobile";
  }
  if (os === "iOS") return "mobile";
  if (os === "Android") return "tablet";
  return os === "other" ? "other" : "desktop";
}

/**
 * What a link's targets compare. An iPad that asks for desktop pages says that it is a Mac, and counts as
 * one: its header holds nothing that would tell.
 */
export function parseDevice(ua: string): TargetDevice {
  const os = nameOf(SYSTEMS, ua);
  return { device: deviceOf(ua, os), os };
}

/** Reads a user agent. */
export function parseUserAgent(ua: string): DeviceFacts {
  return { ...parseDevice(ua), browser: nameOf(BROWSERS, ua) };
}
