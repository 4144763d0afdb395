/** Colours by day; each pair of text and ground has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3). */
export const COLORS = {
  ground: "#f4f5f7",
  sheet: "#ffffff",
  card: "#f1f3f6",
  ink: "#1b2430",
  quiet: "#5b6675",
  line: "#dfe3e8",
  accent: "#1f5eff",
  onAccent: "#ffffff",
} as const;

const NIGHT: Record<keyof typeof COLORS, string> = {
  ground: "#12161c",
  sheet: "#1b212a",
  card: "#252d38",
  ink: "#e8ecf1",
  quiet: "#a3aebb",
  line: "#343e4b",
  accent: "#7ea6ff",
  onAccent: "#0e1420",
};

/**
 * The same by night, for programs that ask what the reader prefers; others turn colours around by
 * themselves. Inline styles are stronger than a sheet's, hence `!important`. No character in it is one
 * that HTML escapes.
 */
export const NIGHT_STYLE = [
  "@media (prefers-color-scheme: dark){",
  `.td-ground{background-color:${NIGHT.ground}!important}`,
  `.td-sheet{background-color:${NIGHT.sheet}!important}`,
  `.td-card{background-color:${NIGHT.card}!important}`,
  `.td-ink{color:${NIGHT.ink}!important}`,
  `.td-quiet{color:${NIGHT.quiet}!important}`,
  `.td-line{border-color:${NIGHT.line}!important}`,
  `.td-button{background-color:${NIGHT.accent}!important;color:${NIGHT.onAccent}!important}`,
  "}",
  "@media (max-width: 600px){.td-sheet{padding:24px 20px!important;border-radius:0!important}.td-ground{padding:0!important}}",
].join("");
