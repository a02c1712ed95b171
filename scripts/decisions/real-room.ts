import { openSigning } from "#lib/commands/decision/open-signing.ts";
import { signVerdict } from "#lib/commands/decision/sign.ts";
import { handInEvidence } from "#lib/commands/evidence/hand-in.ts";
import { declareIncident } from "#lib/commands/incident/declare.ts";
import { accepted, stateOf } from "#lib/commands/testing/stage.ts";
import { forbidden, type Rules } from "#lib/domain/decision/testing/oracle.ts";
import { digestOf } from "#lib/platform/digest.ts";
import { newId } from "#lib/platform/ids.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import type { House, Name } from "./house.ts";
import { RealSigning, type Sent, tried } from "./real-signing.ts";

const holds: Rules["go"][string] = ({ evidence }) => evidence.logs !== undefined;
const rules: Rules = {
  sides: ["north", "south"],
  noGo: "stop",
  go: { go: holds, "go-far": (world, seq) => holds(world, seq) && world.severity !== "A" },
};
const answers = ["go", "go", "stop", "go", "go", "stop", "go", "go-far"];

/** One incident of the real console, on which several people act at the same moment. */
export class RealRoom extends RealSigning {
  get stream(): string {
    return this.reference;
  }

  protected async opens(name: Name, what: number) {
    const { reference } = this;
    const answer = answers[what % answers.length] ?? "go";
    const decision = (await stateOf(reference)).decisions.at(-1)?.decision ?? newId();
    const draft = { reference, decision, answer, remediationPlan: what % 9 === 8 ? "" : "Mend it." };
    return { answer, opened: await tried(openSigning(this.as(name), draft)) };
  }

  protected sends(name: Name, sent: Sent, sending: string) {
    return tried(signVerdict(this.as(name, sending), { reference: this.reference, ...sent }));
  }

  changes(name: Name, body: string) {
    const requirement = name.toLowerCase().endsWith("peer") ? "tests" : "logs";
    const proof = { kind: "command-output" as const, exitCode: 0, summary: "It is proved.", body };
    return tried(handInEvidence(this.as(name), { reference: this.reference, requirement, ...proof }));
  }

  async read() {
    const entries = await readEntries(this.reference, 0);
    return { entries, log: entries.map(({ event }) => event) };
  }

  /** What was done here against the rules. */
  async breaks(): Promise<string[]> {
    const { entries, log } = await this.read();
    const wordsOf = (seq: number) => entries[seq - 1]?.text ?? {};
    return [...this.accepted, ...forbidden({ log, wordsOf, shown: this.shown, digest: digestOf }, rules)];
  }
}

export async function declaredRoom(house: House): Promise<RealRoom> {
  const actor = { kind: "person" as const, id: house.ids.captain };
  const draft = {
    packId: house.packId,
    trigger: "slow",
    severity: "B",
    identifiedAt: await databaseNow(),
    title: "Error answers have the wrong envelope",
    answers: { impact: "Nobody can order." },
    services: [{ id: house.service, environment: "production" }],
  };
  const declared = await declareIncident({ actor, idempotencyKey: newId() }, draft, {
    allowsScaledClocks: false,
  });
  return new RealRoom(house, accepted(declared).reference);
}
