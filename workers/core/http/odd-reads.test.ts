import { describe } from "vitest";
import { REQUESTS, testOddRequests } from "../testing/fuzz.ts";
import { ENDPOINTS } from "./endpoints/index.ts";

describe(`${REQUESTS} wrong and odd requests are answered well or by a problem, and change nothing when refused:`, () => {
  testOddRequests(ENDPOINTS.filter(({ method }) => method === "get"));
});
