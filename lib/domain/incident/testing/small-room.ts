import type { Declaration } from "../decide/declare.ts";
import { personWith } from "./cast.ts";
import { smallPack } from "./small-pack.ts";
import { declarationOf, packOf, Story } from "./story.ts";

export const captain = personWith(1, ["captain"]);
export const duty = personWith(2, ["duty"]);
export const lead = personWith(3, ["lead"], "north");
export const peer = personWith(4, ["peer"], "south");
export const outsider = personWith(9, ["captain", "duty", "lead"], "north");
const room = [captain, duty, lead, peer];

const participants = room.map(({ id, roles, party }) => ({ person: id, roles, party }));

/** A declared incident of the small pack; declared at minute `declaredAt`, identified at minute 0. */
export function smallIncident(change: Partial<Declaration> = {}, declaredAt = 0, pack = smallPack): Story {
  const story = new Story(packOf(pack));
  const declared = story.declares(
    declaredAt,
    captain,
    declarationOf({
      trigger: "down",
      severity: "B",
      participants,
      answers: { impact: "Nobody can order" },
      ...change,
    }),
  );
  if (!declared.ok) throw new Error(declared.refusal.message);
  return story;
}
