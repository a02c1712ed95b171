import type { ActingPerson, Decided } from "../circumstances.ts";
import {
  buildStatement,
  decideProposal,
  decideVerdict,
  mayAnswer,
  type VerdictDraft,
} from "../decide/decision.ts";
import { decideEvidence } from "../decide/evidence.ts";
import { idOf } from "./cast.ts";
import { digestOf } from "./digest.ts";
import type { Story } from "./story.ts";

export const decisionId = (number = 0): string => idOf(0xd00 + number);

export function proposes(
  story: Story,
  minutes: number,
  person: ActingPerson,
  gate: string,
  number = 0,
): Decided {
  const input = { decision: decisionId(number), gate, residualRisk: "Two orders are charged twice" };
  return story.asks(minutes, person, (state, circumstances) =>
    decideProposal(state, story.pack, input, circumstances),
  );
}

export type AnswerGiven = { answer: string; number?: number; remediationPlan?: string; shownDigest?: string };

/** What a person has before them when they begin to sign: the digest of the statement as it stands now. */
export function readsStatement(
  story: Story,
  minutes: number,
  person: ActingPerson,
  given: AnswerGiven,
): { shownDigest: string } | Decided {
  const circumstances = story.circumstances(minutes, person);
  const draft = draftOf(given);
  const allowed = mayAnswer(story.state, story.pack, draft, circumstances);
  if (!allowed.ok) return allowed;
  return { shownDigest: digestOf(buildStatement(allowed.value, draft, anchorOf(story), digestOf)) };
}

const draftOf = (given: AnswerGiven): VerdictDraft => ({
  decision: decisionId(given.number),
  answer: given.answer,
  remediationPlan: given.remediationPlan ?? "",
});
const anchorOf = (story: Story) => ({
  logHead: { seq: story.state.seq, hash: story.state.head },
  nonce: "0123456789abcdef",
});

/** Reads and signs in one go, or signs what was read earlier. */
export function signs(story: Story, minutes: number, person: ActingPerson, given: AnswerGiven): Decided {
  const read = readsStatement(story, minutes, person, given);
  if ("ok" in read) return read;
  const signed = {
    ...draftOf(given),
    ...anchorOf(story),
    shownDigest: given.shownDigest ?? read.shownDigest,
    proof: {
      method: "server-attested" as const,
      checked: ["password", "one-time-code"] as ["password", "one-time-code"],
    },
  };
  return story.asks(minutes, person, (state, circumstances) =>
    decideVerdict(state, story.pack, signed, circumstances),
  );
}

export function handsIn(
  story: Story,
  minutes: number,
  person: ActingPerson,
  requirement: string,
  change: { exitCode?: number | null; number?: number } = {},
): Decided {
  const number = Object.keys(story.pack.evidence).indexOf(requirement) + 16 * (change.number ?? 0);
  const input = {
    evidence: idOf(0xe00 + number),
    requirement,
    source: "person" as const,
    kind: "command-output" as const,
    sha256: digestOf([requirement, change.number ?? 0]),
    bytes: 12,
    exitCode: change.exitCode === undefined ? 0 : change.exitCode,
    summary: requirement,
    body: "ok",
  };
  return story.asks(minutes, person, (state, circumstances) =>
    decideEvidence(state, story.pack, input, circumstances),
  );
}
