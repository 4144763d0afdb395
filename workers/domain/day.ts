/** Length of a day for windows and holds, which count 24 hours whatever the zone. Calendar days: calendar.ts. */
export const DAY_MS = 86_400_000;
