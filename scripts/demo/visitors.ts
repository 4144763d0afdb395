import type { Random } from "./random.ts";

/** Who clicks: country, browser, and where they came from, about as a European shop sees them. */
export type Visitor = {
  readonly country: string;
  readonly city: string;
  readonly ua: string;
  readonly referrer: string;
};

const PLACES: readonly (readonly [
  place: readonly [country: string, city: string],
  weight: number,
])[] = [
  [["DE", "Hamburg"], 30],
  [["DE", "Berlin"], 22],
  [["AT", "Vienna"], 9],
  [["CH", "Zurich"], 8],
  [["NL", "Utrecht"], 8],
  [["FR", "Lyon"], 7],
  [["SE", "Malmö"], 5],
  [["GB", "Leeds"], 6],
  [["US", "Portland"], 5],
];

const BROWSERS = [
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    34,
  ],
  [
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
    28,
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
    18,
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
    12,
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", 5],
  [
    "Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    3,
  ],
] as const;

const REFERRERS = [
  ["https://blog.example.com/reviews", 30],
  ["https://www.instagram.com/", 22],
  ["https://www.youtube.com/", 16],
  ["https://news.example.org/coffee", 8],
  ["", 24],
] as const;

export function randomVisitor(random: Random): Visitor {
  const [country, city] = random.weighted(PLACES);
  return { country, city, ua: random.weighted(BROWSERS), referrer: random.weighted(REFERRERS) };
}

/** A crawler that follows links, as the edge would have marked it. */
export const CRAWLER = {
  ua: "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
  flag: "bot",
  reason: "bingbot",
} as const;
