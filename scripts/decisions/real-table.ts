import { openCheckpoint } from "#lib/commands/checkpoint/open.ts";
import { openCheckpointSigning } from "#lib/commands/checkpoint/open-signing.ts";
import { reportCriterion } from "#lib/commands/checkpoint/report-criterion.ts";
import { signCheckpointVerdict } from "#lib/commands/checkpoint/sign-verdict.ts";
import { accepted } from "#lib/commands/testing/stage.ts";
import { opensTheWay, outcomesOf } from "#lib/domain/checkpoint/outcome.ts";
import { hear } from "#lib/domain/checkpoint/testing/oracle/judge.ts";
import type { Person } from "#lib/domain/checkpoint/testing/oracle/judging.ts";
import { emptyWorld, stands } from "#lib/domain/checkpoint/testing/oracle/world.ts";
import { checkpointStream } from "#lib/domain/record/streams.ts";
import { readCheckpointEntries, stateOfEntries } from "#lib/store/checkpoint-log.ts";
import { checkpointPackByHash } from "#lib/store/checkpoint-packs.ts";
import { checkpointSurroundings } from "#lib/store/checkpoints.ts";
import { type House, type Name, names, seatOf } from "./house.ts";
import { RealSigning, type Sent, tried } from "./real-signing.ts";
import { twoSidesRules as rules, twoSidesCheckpoint, twoSidesQuestions } from "./two-sides-checkpoint.ts";

const nobody: Person = { party: null, roles: [] };
const pick = <T>(from: readonly T[], number: number): T => from[number % from.length] as T;

/** One checkpoint of the real console, on which several people act at the same moment. */
export class RealTable extends RealSigning {
  get stream(): string {
    return checkpointStream(this.reference);
  }

  protected async opens(name: Name, what: number) {
    const answer = pick(["go", "go", "go", "no-go", "go"] as const, what);
    const remediation = what % 9 === 8 ? "" : "Mend it.";
    const entries = await readCheckpointEntries(this.reference);
    const sealed = entries.flatMap(({ event }) =>
      event.type === "CheckpointSealed" ? event.facts.question : [],
    );
    const next = twoSidesQuestions.find((one) => !sealed.includes(one)) ?? rules.opening;
    const question = what % 4 === 3 ? pick(twoSidesQuestions, what >> 2) : next;
    const draft = { reference: this.reference, question, answer, remediation };
    return { answer, opened: await tried(openCheckpointSigning(this.as(name), draft)) };
  }

  protected sends(name: Name, sent: Sent, sending: string) {
    return tried(signCheckpointVerdict(this.as(name, sending), { reference: this.reference, ...sent }));
  }

  changes(name: Name, words: string) {
    return this.shows(name, name.toLowerCase().endsWith("peer") ? "tests" : "logs", words);
  }

  shows(name: Name, criterion: string, output: string, passed = true) {
    const report = { criterion, passed, value: null, command: "make", output };
    return tried(reportCriterion(this.as(name), { reference: this.reference, ...report }));
  }

  #person(id: string): Person {
    const name = names.find((one) => this.house.ids[one] === id);
    return name === undefined ? nobody : seatOf(name);
  }

  /** What was done here against the rules, and what stands at the end that they do not let stand. */
  async breaks(): Promise<string[]> {
    const entries = await readCheckpointEntries(this.reference);
    const world = emptyWorld();
    const heard = entries.flatMap(({ event, text }) => {
      const around = { now: event.recordedAt, incidents: [] };
      const told = { around, person: (id: string) => this.#person(id), words: text ?? {}, shown: this.shown };
      return hear(event, world, told, rules);
    });
    const state = stateOfEntries(entries);
    if (state === null) throw new Error("nothing was opened");
    const pack = await checkpointPackByHash(state.pack.hash);
    const around = await checkpointSurroundings(state.service.id);
    const wrong = outcomesOf(state, pack, around)
      .filter(({ question, go }) => go !== stands(question, world, around, rules))
      .map(({ question, go }) => `the end: ${question} is ${go}, and the rules say ${!go}`);
    const isWay = world.isOpen && stands(rules.opening, world, around, rules);
    const way = opensTheWay(state, pack, around) === isWay ? [] : [`the end: the way is not ${isWay}`];
    return [...this.accepted, ...heard, ...world.due, ...wrong, ...way];
  }
}

export async function openedTable(house: House): Promise<RealTable> {
  const actor = { kind: "person" as const, id: house.ids.lead };
  const about = { packId: twoSidesCheckpoint, service: house.serviceKey, environment: "production" };
  const asked = { ...about, title: "Two sides decide", values: { release: "1.4.2" } };
  const { reference } = accepted(await openCheckpoint({ actor, idempotencyKey: house.serviceKey }, asked));
  return new RealTable(house, reference);
}
