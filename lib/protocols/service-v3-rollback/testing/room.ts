import type { Declaration } from "#lib/domain/incident/decide/declare.ts";
import { obligations } from "#lib/domain/incident/obligations.ts";
import { personWith } from "#lib/domain/incident/testing/cast.ts";
import { declarationOf, packOf, Story } from "#lib/domain/incident/testing/story.ts";
import { serviceV3Rollback } from "../../service-v3-rollback.ts";

export const pack = packOf(serviceV3Rollback);
export const commander = personWith(1, ["commander"]);
export const producer = personWith(2, ["producer-lead"], "producer");
export const consumer = personWith(3, ["consumer-lead"], "consumer");
export const writer = personWith(4, ["communications"]);
export const participants = [commander, producer, consumer, writer].map(({ id, roles, party }) => ({
  person: id,
  roles,
  party,
}));
export const answers = {
  contractMode: "service.v3 candidate",
  currentPin: { tag: "v1.5.0", sha: "c".repeat(40) },
  targetPin: { tag: "v1.4.2", sha: "b".repeat(40) },
  impact: "Orders fail for everyone",
  immediateActions: "Rolling back to 1.4.2",
};
export const words = { impact: answers.impact, immediateActions: answers.immediateActions };
export const allEvidence = {
  producer: ["alignment", "parity", "smoke"],
  consumer: ["pin", "contract", "ci"],
};

export const declare = (change: Partial<Declaration> = {}, declaredAt = 2) => {
  const story = new Story(pack);
  const declared = story.declares(
    declaredAt,
    commander,
    declarationOf({ trigger: "envelope-mismatch", severity: "SEV-1", participants, answers, ...change }),
  );
  return { story, declared };
};
export const incident = (change: Partial<Declaration> = {}, declaredAt = 2) => {
  const { story, declared } = declare(change, declaredAt);
  if (!declared.ok) throw new Error(declared.refusal.message);
  return story;
};
export const owed = (story: Story) => obligations(story.state, story.pack).map(({ act }) => act.kind);
