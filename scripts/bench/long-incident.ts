import type { Decided } from "#lib/domain/incident/circumstances.ts";
import { withConsequences } from "#lib/domain/incident/consequences.ts";
import type { Declaration } from "#lib/domain/incident/decide/declare.ts";
import { decideCorrection, decideNote } from "#lib/domain/incident/decide/timeline.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import { sendsNotice } from "#lib/domain/incident/testing/acts.ts";
import { personWith } from "#lib/domain/incident/testing/cast.ts";
import { followsOwed } from "#lib/domain/incident/testing/follow-owed.ts";
import { smallPack } from "#lib/domain/incident/testing/small-pack.ts";
import { declarationOf, packOf, Story } from "#lib/domain/incident/testing/story.ts";
import { leadTo, moves, stages, wander } from "#lib/domain/incident/testing/wandering.ts";
import type { PackSource, ProtocolPack } from "#lib/domain/protocol/pack.ts";
import type { AskedFact } from "#lib/domain/protocol/parts/situation.ts";

/** A rule as it was asked: what it decided, and all that it takes to ask it again. */
export type Asked = { decided: string; state: IncidentState; again: () => Decided; whole: () => unknown };

/** A story that remembers what it was asked. */
export class LongStory extends Story {
  readonly asked: Asked[] = [];

  override asks(...[minutes, actor, rule]: Parameters<Story["asks"]>): Decided {
    const { state } = this;
    const circumstances = this.circumstances(minutes, actor);
    const decided = super.asks(minutes, actor, rule);
    const [first] = decided.ok ? decided.value : [];
    if (first !== undefined)
      this.asked.push({
        decided: first.type,
        state,
        again: () => rule(state, circumstances),
        whole: () => withConsequences(state, decided.ok ? decided.value : [], this.pack, circumstances),
      });
    return decided;
  }
}

const castOf = (pack: ProtocolPack) =>
  Object.entries(pack.roles).map(([role, { party }], index) => personWith(index + 1, [role], party ?? null));

function answerTo({ kind, options }: AskedFact): Declaration["answers"][string] {
  switch (kind) {
    case "choice":
      return options?.[0] ?? "";
    case "pin":
      return { tag: "v1.4.2", sha: "b".repeat(40) };
    case "instant":
      return "2026-11-21T10:00:00.000Z";
    case "number":
      return "1";
    case "yes-no":
      return "no";
    case "text":
    case "list":
      return "As it was seen";
  }
}

function declared(pack: ProtocolPack, trigger: string, severity?: string): LongStory {
  const story = new LongStory(pack);
  const cast = castOf(pack);
  const commander = cast.find(({ roles }) => roles.includes(pack.commander));
  if (commander === undefined) throw new Error("nobody leads");
  const asked = Object.entries(pack.facts).filter(([, fact]) => fact.asked === "declaration");
  const done = story.declares(
    0,
    commander,
    declarationOf({
      trigger,
      severity: severity ?? pack.triggers[trigger]?.minimumSeverity ?? "",
      participants: cast.map(({ id, roles, party }) => ({ person: id, roles, party })),
      answers: Object.fromEntries(asked.map(([name, fact]) => [name, answerTo(fact)])),
    }),
  );
  if (!done.ok) throw new Error([done.refusal, ...done.refusal.blockers].map((one) => one.message).join(" "));
  return story;
}

/** Notes, a correction for every ninth of them, and now and then a notice to everyone with its receipts. */
function fill(story: LongStory, entries: number): void {
  const [someone] = castOf(story.pack);
  if (someone === undefined) throw new Error("nobody is there");
  const [template = ""] = Object.keys(story.pack.notices);
  for (let number = 1; story.state.seq < entries; number += 1) {
    if (number % 100 === 0) sendsNotice(story, 0.01, someone, { number: 5000 + number, template });
    story.asks(0.01, someone, (state, circumstances) =>
      number % 10 === 0
        ? decideCorrection(state, { corrects: state.seq, body: "It was not so." }, circumstances)
        : decideNote(
            state,
            { kind: "note", body: `Seen ${number}`, occurredAt: null, party: null },
            circumstances,
          ),
    );
  }
}

/** The last of the many count among what is measured. */
function withHistory(story: LongStory, entries: number): number {
  fill(story, entries);
  const behind = story.state.seq;
  story.asked.length = 0;
  fill(story, behind + 20);
  return behind;
}

export type LongIncident = { story: LongStory; behind: number; stoppedBy: string | null };

/** An incident with so many entries behind it, then walked to its end by what is owed, as far as that leads. */
export function longIncident(source: PackSource, trigger: string, entries: number): LongIncident {
  const pack = packOf(source);
  const story = declared(pack, trigger);
  const behind = withHistory(story, entries);
  try {
    followsOwed(story, castOf(pack));
    return { story, behind, stoppedBy: null };
  } catch (error) {
    return { story, behind, stoppedBy: error instanceof Error ? error.message : String(error) };
  }
}

/** What goes wrong on the way: from every stage of an incident, everything that anyone may try, in turn. */
export function wanderingIncidents(entries: number): LongIncident[] {
  const names = Object.keys(moves);
  const tries = Array.from({ length: names.length * 12 }, (_, number) => ({
    move: names[(number * 7) % names.length] ?? "",
    number,
    waits: 1,
  }));
  return smallPack.severities.flatMap(({ id }) =>
    stages.map((stage) => {
      const story = declared(packOf(smallPack), id === "C" ? "slow" : "down", id);
      const behind = withHistory(story, entries);
      wander(leadTo(stage, story), tries);
      return { story, behind, stoppedBy: null };
    }),
  );
}
