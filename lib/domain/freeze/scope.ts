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

type Place = { service: string; environment: string };

/** What may not move, in words: "Storefront: no deployments to production, no merges". */
export function frozenWords(actions: readonly string[], places: readonly Place[]): string {
  const services = [...new Set(places.map(({ service }) => service))];
  return services
    .map((service) => {
      const environments = places.filter((place) => place.service === service).map((one) => one.environment);
      return `${service}: ${actions.map((action) => stopped(action, [...new Set(environments)])).join(", ")}`;
    })
    .join("; ");
}

const isKnown = (action: string): action is FrozenAction => Object.hasOwn(plurals, action);

function stopped(action: string, environments: readonly string[]): string {
  if (!isKnown(action)) return `no ${action}`;
  return scopeOf(action) === "environment"
    ? `no ${plurals[action]} to ${environments.join(" or ")}`
    : `no ${plurals[action]}`;
}
