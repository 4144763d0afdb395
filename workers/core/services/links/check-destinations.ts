import { type FieldError, problem } from "../../../contract/problem.ts";
import {
  isAllowed,
  type TargetRule,
  type WeightedDestination,
} from "../../../domain/destination.ts";

const notAllowed = problem("link.destination_not_allowed");

export type Destinations = {
  readonly destination: string;
  readonly fallbackUrl: string | null;
  readonly targets: readonly TargetRule[];
  readonly split: readonly WeightedDestination[];
};

/**
 * Every URL that a link can lead to must have a host of its program's list.
 * @throws ProblemError `link.destination_not_allowed`, naming each field
 */
export function checkDestinations(link: Destinations, allowedHosts: readonly string[]): void {
  const urls: [path: string, url: string][] = [
    ["destination", link.destination],
    ...(link.fallbackUrl === null
      ? []
      : ([["fallback_url", link.fallbackUrl]] as [string, string][])),
    ...link.targets.map(({ destination }, index): [string, string] => [
      `targets[${index}].destination`,
      destination,
    ]),
    ...link.split.map(({ destination }, index): [string, string] => [
      `split[${index}].destination`,
      destination,
    ]),
  ];
  const errors: FieldError[] = urls
    .filter(([, url]) => !isAllowed(url, allowedHosts))
    .map(([path]) => ({
      path,
      code: "destination_not_allowed",
      message: "Must be an http(s) URL on one of the program's hosts.",
    }));
  if (errors.length > 0) throw notAllowed({ errors });
}
