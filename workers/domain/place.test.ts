import { describe, expect, it } from "vitest";
import { isCountry, isTimeZone } from "./place.ts";

describe("a time zone", () => {
  it.each(["Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+1"])(
    "is %s",
    (name) => {
      expect(isTimeZone(name)).toBe(true);
    },
  );
  it.each(["", "+01:00", "Europe/Nowhere", "Berlin Time", "../etc", "Europe/Berlin\n"])(
    "is not %j",
    (name) => {
      expect(isTimeZone(name)).toBe(false);
    },
  );
});

describe("a country", () => {
  it.each(["DE", "US", "JP", "XK"])("is %s", (code) => {
    expect(isCountry(code)).toBe(true);
  });
  it.each(["de", "DEU", "", "ZZ", "EU", "QX", "D1"])("is not %j", (code) => {
    expect(isCountry(code)).toBe(false);
  });
});
