import { toBase64Url } from "#lib/auth/signature/statement.ts";
import { openSigning } from "#lib/commands/decision/open-signing.ts";
import { signVerdict } from "#lib/commands/decision/sign.ts";
import { declareIncident } from "#lib/commands/incident/declare.ts";
import type { OpenedSigning } from "#lib/commands/signing/open.ts";
import type { OwnKey } from "#lib/commands/testing/own-key.ts";
import { accepted, stateOf } from "#lib/commands/testing/stage.ts";
import { forbidden, type Rules, type Told } from "#lib/domain/decision/testing/oracle.ts";
import type { Outcome } from "#lib/domain/refusal.ts";
import { digestOf } from "#lib/platform/digest.ts";
import { settings } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { newId } from "#lib/platform/ids.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { attested, type House, type Name, password } from "./house.ts";

export type Reading = { name: Name; opened: OpenedSigning };
export type Draft = { answer: string; remediationPlan: string };
type Means = { key: OwnKey | undefined } | { code: string };

const holds: Rules["go"][string] = ({ evidence }) => evidence.logs !== undefined;
const rules: Rules = {
  sides: ["north", "south"],
  noGo: "stop",
  go: { go: holds, "go-far": (world, seq) => holds(world, seq) && world.severity !== "A" },
};

/** One incident of the real console, on which several people act at the same moment. */
export class RealRoom {
  readonly readings: Reading[] = [];
  /** Challenges, keys and codes that can sign nothing any more. */
  readonly #ended = new Set<string>();
  readonly #shown: Told["shown"] = {};
  readonly #accepted: string[] = [];
  readonly house: House;
  readonly reference: string;

  constructor(house: House, reference: string) {
    this.house = house;
    this.reference = reference;
  }

  as(name: Name, idempotencyKey: string = newId()) {
    return { actor: { kind: "person" as const, id: this.house.ids[name] }, idempotencyKey };
  }

  /** Whatever begins from here on cannot sign with it. */
  ends(what: string): void {
    this.#ended.add(what);
  }

  async reads(name: Name, draft: Draft): Promise<Reading | null> {
    const { reference } = this;
    const decision = (await stateOf(reference)).decisions.at(-1)?.decision ?? newId();
    const opened = await tried(openSigning(this.as(name), { reference, decision, ...draft }));
    if (!opened.ok) return null;
    this.#shown[opened.value.statementDigest] = { person: this.house.ids[name], answer: draft.answer };
    const reading = { name, opened: opened.value };
    this.readings.push(reading);
    return reading;
  }

  /** Sends a signature for what was read; `name` may be another than who read it, and the key another's. */
  async signs(name: Name, { name: reader, opened }: Reading, means: Means, sending = newId()): Promise<void> {
    const { reference } = this;
    const { challenge, statementDigest: shownDigest } = opened;
    const spent = "code" in means ? means.code : (means.key?.credentialId ?? "");
    const late = this.#ended.has(challenge) || this.#ended.has(spent);
    const sent = await tried(
      signVerdict(this.as(name, sending), { reference, challenge, shownDigest, by: proofOf(opened, means) }),
    );
    // A wrong password or code may be typed again, and nobody uses up what another was shown.
    if (sent.ok || ("key" in means && reader === name)) this.ends(challenge);
    if (sent.ok && "code" in means) this.ends(spent);
    if (late) this.neverOk(sent, `${name} signed with what could sign nothing any more`);
    if (reader !== name) this.neverOk(sent, `${name} signed what ${reader} was shown`);
  }

  /** Notes an answer that may only be a refusal. */
  neverOk({ ok }: { ok: boolean }, otherwise: string): void {
    if (ok) this.#accepted.push(otherwise);
  }

  ownMeans(name: Name, code: string): Means {
    return name === attested ? { code } : { key: this.house.keys.get(name) };
  }

  /** What was done here against the rules. */
  async breaks(): Promise<string[]> {
    const entries = await readEntries(this.reference, 0);
    const log = entries.map(({ event }) => event);
    const wordsOf = (seq: number) => entries[seq - 1]?.text ?? {};
    return [...this.#accepted, ...forbidden({ log, wordsOf, shown: this.#shown, digest: digestOf }, rules)];
  }
}

function proofOf({ passkey }: OpenedSigning, means: Means) {
  if ("code" in means) return { method: "server-attested" as const, password, code: means.code };
  const { url } = settings();
  // Whoever has no passkey was asked for none, and signs some bytes all the same.
  const challenge = passkey?.challenge ?? toBase64Url(new Uint8Array(32));
  const ceremony = { challenge, origin: url, rpId: new URL(url).hostname };
  return { method: "passkey" as const, response: means.key?.assert(ceremony) };
}

/** An account that is gone is refused by a throw. */
export const tried = <T>(asked: Promise<Outcome<T>>): Promise<Outcome<T> | { ok: false }> =>
  asked.catch((error: unknown) => {
    if (error instanceof AppError && error.code === "unauthenticated") return { ok: false };
    throw error;
  });

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
