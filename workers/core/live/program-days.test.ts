import * as fc from "fast-check";
import { expect, it } from "vitest";
import { dayInZone } from "../../domain/calendar.ts";
import { ProgramDays } from "./program-days.ts";

const zones = ["UTC", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "Etc/GMT+12"];

it.each(zones)("the day of a moment in %s is that of the calendar, asked once or often", (zone) => {
  const days = new ProgramDays(zone);
  fc.assert(
    fc.property(fc.integer({ min: 1.6e12, max: 1.9e12 }), (at) => {
      for (const moment of [at, at, at - (at % 86_400_000), at - (at % 86_400_000) - 1]) {
        expect(days.dayOf(moment)).toBe(dayInZone(moment, zone));
      }
    }),
  );
});
