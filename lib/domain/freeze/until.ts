import type { z } from "zod";
import { conditionsWords, listed } from "../protocol/condition-words.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import type { FreezeRule } from "../protocol/parts/rollback.ts";

type Freeze = z.output<typeof FreezeRule>;

/** What lifts a freeze, as half a sentence after "until". Closing the incident lifts every one (PT-2, PT-9, SM-16). */
export function untilWords(pack: ProtocolPack, freeze: Freeze): string {
  const ways = [
    ...(freeze.liftsWhen.length === 0 ? [] : [conditionsWords(pack, freeze.liftsWhen)]),
    ...(freeze.liftsAt === "IncidentClosed" ? [] : [liftWords(pack, freeze.liftsAt)]),
    "the incident is closed",
  ];
  return listed(ways, "or");
}

function liftWords(pack: ProtocolPack, event: Exclude<Freeze["liftsAt"], "IncidentClosed">): string {
  switch (event) {
    case "RollbackVerified":
      return "the rollback is verified";
    case "Unfrozen":
      return unfreezeWords(pack);
  }
}

function unfreezeWords({ roles, unfreeze }: ProtocolPack): string {
  if (unfreeze === undefined) return "the freezes are lifted";
  const who = roles[unfreeze.by]?.title ?? unfreeze.by;
  return `${who} lifts the freezes, which takes ${listed(unfreeze.criteria.map(({ title }) => `“${title}”`))}`;
}
