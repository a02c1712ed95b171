import type { FrozenAction } from "./question.ts";

/**
 * How far a frozen action reaches: a deployment happens in one environment; a promotion leads out of one into another,
 * and a merge or a claim is on its way to all of them, so those are frozen for the whole service.
 */
export function scopeOf(action: FrozenAction): "environment" | "service" {
  switch (action) {
    case "deploy":
      return "environment";
    case "promote":
    case "merge":
    case "claim":
      return "service";
  }
}

const plurals: Record<FrozenAction, string> = {
  deploy: "deployments",
  promote: "promotions",
  merge: "merges",
  claim: "claims of work",
};

/** Where a freeze holds, by names that a reader knows. */
export type Place = { service: string; environment: string };

/** What may not move, in words: "Storefront: no deployments to production, no merges". */
export function frozenWords(actions: readonly string[], places: readonly Place[]): string {
  const services = [...new Set(places.map(({ service }) => service))];
  return services
    .map((service) => {
      const environments = places.filter((place) => place.service === service).map((one) => one.environment);
      return `${service}: ${stoppedWords(actions, [...new Set(environments)])}`;
    })
    .join("; ");
}

const isKnown = (action: string): action is FrozenAction => Object.hasOwn(plurals, action);

/** "no deployments to production, no promotions"; the environments are left out where none is meant. */
export function stoppedWords(actions: readonly string[], environments: readonly string[] = []): string {
  const into = environments.length === 0 ? "" : ` to ${environments.join(" or ")}`;
  return actions
    .map((action) => {
      if (!isKnown(action)) return `no ${action}`;
      return `no ${plurals[action]}${scopeOf(action) === "environment" ? into : ""}`;
    })
    .join(", ");
}
