// What everything is measured against: a Worker that answers a constant redirect.
const HEADERS = { location: "https://shop.example/", "cache-control": "no-store" };

export default {
  fetch: () => new Response(null, { status: 302, headers: HEADERS }),
};
