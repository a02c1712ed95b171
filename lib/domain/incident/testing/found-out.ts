import { isPlayOffered } from "../../gate/holds.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import type { ActingPerson, Decided } from "../circumstances.ts";
import { decideBaseline, decideCheck } from "../decide/check.ts";
import { decideFact } from "../decide/fact.ts";
import { decidePlay, outranking } from "../decide/play.ts";
import type { FactValue } from "../events/shapes.ts";
import type { Story } from "./story.ts";

const anyValue = (fact: ProtocolPack["facts"][string] | undefined): FactValue => {
  switch (fact?.kind) {
    case "choice":
      return fact.options?.[0] ?? "";
    case "pin":
      return { tag: "v1.4.2", sha: "b".repeat(40) };
    case "instant":
      return "2026-11-21T09:55:00.000Z";
    case "number":
      return "12";
    case "yes-no":
      return "no";
    case "list":
    case "text":
    case undefined:
      return "As it was seen";
  }
};

export function findsOut(
  story: Story,
  minutes: number,
  person: ActingPerson,
  fact: string,
  value: FactValue = anyValue(story.pack.facts[fact]),
): Decided {
  return story.asks(minutes, person, (state, around) =>
    decideFact(state, story.pack, { fact, value }, around),
  );
}

export function chooses(story: Story, minutes: number, person: ActingPerson, play: string): Decided {
  return story.asks(minutes, person, (state, around) =>
    decidePlay(state, story.pack, { play, reason: "It fits what was found" }, around),
  );
}

const alone = { otherCriticalIncidents: 0 };

/** The play to decide on next: offered, not chosen yet, and with none before it. */
export const nextPlay = ({ state, pack }: Story): string =>
  Object.keys(pack.plays).find(
    (play) =>
      isPlayOffered(play, state, pack, alone) &&
      !state.plays.some((one) => one.play === play) &&
      outranking(play, state, pack, alone).length === 0,
  ) ?? "";

export function remembers(
  story: Story,
  minutes: number,
  person: ActingPerson,
  check: string,
  value = 10,
): Decided {
  const tolerancePercent = story.pack.checks[check]?.tolerancePercent ?? 0;
  return story.asks(minutes, person, (state, around) =>
    decideBaseline(
      state,
      story.pack,
      { check, value, tolerancePercent, source: "The graph of last week" },
      around,
    ),
  );
}

type Seen = { passed?: boolean; value?: number; output?: string };

export function reports(
  story: Story,
  minutes: number,
  person: ActingPerson,
  check: string,
  seen: Seen = {},
): Decided {
  const isMeasure = story.pack.checks[check]?.kind === "measure";
  const report = {
    check,
    passed: isMeasure ? null : (seen.passed ?? true),
    value: isMeasure ? (seen.value ?? story.pack.checks[check]?.atMost ?? 10) : null,
    command: story.pack.checks[check]?.command ?? "",
    output: seen.output ?? "All is well",
  };
  return story.asks(minutes, person, (state, around) => decideCheck(state, story.pack, report, around));
}
