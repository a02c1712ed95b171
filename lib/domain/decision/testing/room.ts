import type { ActingPerson, Decided } from "../../incident/circumstances.ts";
import {
  buildStatement,
  decideVerdict,
  mayAnswer,
  type SignedVerdict,
  type VerdictDraft,
} from "../../incident/decide/decision.ts";
import { personWith } from "../../incident/testing/cast.ts";
import { digestOf } from "../../incident/testing/digest.ts";
import { captain, duty, lead, outsider, peer, smallIncident } from "../../incident/testing/small-room.ts";
import type { Story } from "../../incident/testing/story.ts";
import { leadTo, type Stage } from "../../incident/testing/wandering.ts";
import { forbidden, type Rules, type Told } from "./oracle.ts";

const secondLead = personWith(5, ["lead"], "north");
const secondPeer = personWith(6, ["peer"], "south");
/** Has an account and the whole roster to change, and no part in the room. */
const administrator = personWith(8, []);
const inRoom = [captain, duty, lead, peer, secondLead, secondPeer];
export const signers = [lead, peer, secondLead, secondPeer];
export const everybody = [...inRoom, outsider, administrator];

type Reading = { person: ActingPerson; signed: Omit<SignedVerdict, "proof"> };
const proof: SignedVerdict["proof"] = { method: "server-attested", checked: ["password", "one-time-code"] };

/** One incident while several people act on it, each on what they have read, however long ago that was. */
export class Room {
  readonly story: Story;
  readonly readings: Reading[] = [];
  /** The side that each person is on outside the room. */
  readonly roster = new Map(everybody.map(({ id, party }) => [id, party]));
  readonly #shown: Told["shown"] = {};
  readonly #calm: { before: number; isCalm: boolean }[] = [];

  constructor(stage: Stage) {
    const participants = inRoom.map(({ id, roles, party }) => ({ person: id, roles, party }));
    this.story = leadTo(stage, smallIncident({ severity: "B", trigger: "slow", participants }));
    for (const { facts } of this.story.entries("VerdictSigned"))
      this.#shown[facts.statementDigest] = { person: facts.person, answer: facts.answer };
  }

  /** What a person is shown, kept until they sign it, or somebody else tries to. */
  reads(at: number, person: ActingPerson, draft: VerdictDraft): Reading | null {
    const { state, pack } = this.story;
    const allowed = mayAnswer(state, pack, draft, this.story.circumstances(at, person));
    if (!allowed.ok) return null;
    const anchor = { logHead: { seq: state.seq, hash: state.head }, nonce: "0123456789abcdef" };
    const shownDigest = digestOf(buildStatement(allowed.value, draft, anchor, digestOf));
    this.#shown[shownDigest] = { person: person.id, answer: draft.answer };
    const reading = { person, signed: { ...draft, ...anchor, shownDigest } };
    this.readings.push(reading);
    return reading;
  }

  signs(at: number, person: ActingPerson, signed: Reading["signed"]): Decided {
    return this.story.asks(at, person, (state, circumstances) =>
      decideVerdict(state, this.story.pack, { ...signed, proof }, circumstances),
    );
  }

  /** A critical incident on the same service begins, or ends; this log says nothing of it. */
  elsewhere(isCalm: boolean): void {
    this.#calm.push({ before: this.story.state.seq + 1, isCalm: this.story.otherCriticalIncidents === 0 });
    this.story.otherCriticalIncidents = isCalm ? 0 : 1;
  }

  #isCalmAt(seq: number): boolean {
    const then = this.#calm.find(({ before }) => seq < before);
    return then?.isCalm ?? this.story.otherCriticalIncidents === 0;
  }

  /** What was done here against the rules. */
  breaks(): string[] {
    const { log, said } = this.story;
    const go: Rules["go"][string] = ({ isVerified, evidence }) => isVerified && evidence.logs !== undefined;
    const far: Rules["go"][string] = (world, seq) =>
      go(world, seq) && this.#isCalmAt(seq) && world.severity !== "A";
    const wordsOf = (seq: number) => said[seq - 1]?.text ?? {};
    const rules: Rules = { sides: ["north", "south"], noGo: "stop", go: { go, "go-far": far } };
    return forbidden({ log, wordsOf, shown: this.#shown, digest: digestOf }, rules);
  }
}
