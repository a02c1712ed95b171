import { toBase64Url } from "#lib/auth/signature/statement.ts";
import type { OpenedSigning } from "#lib/commands/signing/open.ts";
import type { SignedInput } from "#lib/commands/signing/proof.ts";
import type { OwnKey } from "#lib/commands/testing/own-key.ts";
import type { Outcome } from "#lib/domain/refusal.ts";
import { settings } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { newId } from "#lib/platform/ids.ts";
import { attested, type House, type Name, password } from "./house.ts";

export type Reading = { name: Name; opened: OpenedSigning };
export type Means = { key: OwnKey | undefined } | { code: string };
type Answer<T> = Outcome<T> | { ok: false };
export type Sent = Pick<SignedInput, "challenge" | "shownDigest"> & { by: SignedInput["by"] };

/** Several people of a house who read and sign on the real console at the same moment, whatever it is that they decide. */
export abstract class RealSigning {
  readonly readings: Reading[] = [];
  /** Challenges, keys and codes that can sign nothing any more. */
  readonly #ended = new Set<string>();
  protected readonly shown: Record<string, { person: string; answer: string }> = {};
  protected readonly accepted: string[] = [];
  readonly house: House;
  readonly reference: string;

  constructor(house: House, reference: string) {
    this.house = house;
    this.reference = reference;
  }

  /** As its log is called. */
  abstract get stream(): string;
  protected abstract opens(
    name: Name,
    what: number,
  ): Promise<{ opened: Answer<OpenedSigning>; answer: string }>;
  protected abstract sends(name: Name, sent: Sent, sending: string): Promise<Answer<unknown>>;
  /** Something that is decided on becomes another. */
  abstract changes(name: Name, words: string): Promise<unknown>;
  /** What was done here against the rules. */
  abstract breaks(): Promise<string[]>;

  as(name: Name, idempotencyKey: string = newId()) {
    return { actor: { kind: "person" as const, id: this.house.ids[name] }, idempotencyKey };
  }

  /** Whatever begins from here on cannot sign with it. */
  ends(what: string): void {
    this.#ended.add(what);
  }

  async reads(name: Name, what: number): Promise<Reading | null> {
    const { opened, answer } = await this.opens(name, what);
    if (!opened.ok) return null;
    this.shown[opened.value.statementDigest] = { person: this.house.ids[name], answer };
    const reading = { name, opened: opened.value };
    this.readings.push(reading);
    return reading;
  }

  /** Sends a signature for what was read; `name` may be another than who read it, and the key another's. */
  async signs(name: Name, { name: reader, opened }: Reading, means: Means, sending = newId()): Promise<void> {
    const { challenge, statementDigest: shownDigest } = opened;
    const spent = "code" in means ? means.code : (means.key?.credentialId ?? "");
    const late = this.#ended.has(challenge) || this.#ended.has(spent);
    const sent = await this.sends(name, { challenge, shownDigest, by: proofOf(opened, means) }, sending);
    // A wrong password or code may be typed again, and nobody uses up what another was shown.
    if (sent.ok || ("key" in means && reader === name)) this.ends(challenge);
    if (sent.ok && "code" in means) this.ends(spent);
    if (late) this.neverOk(sent, `${name} signed with what could sign nothing any more`);
    if (reader !== name) this.neverOk(sent, `${name} signed what ${reader} was shown`);
  }

  /** Notes an answer that may only be a refusal. */
  neverOk({ ok }: { ok: boolean }, otherwise: string): void {
    if (ok) this.accepted.push(otherwise);
  }

  async means(name: Name, what: number): Promise<Means> {
    return name === attested
      ? { code: await this.house.code(1 + (what % 2)) }
      : { key: this.house.keys.get(name) };
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
export const tried = <T>(asked: Promise<Outcome<T>>): Promise<Answer<T>> =>
  asked.catch((error: unknown) => {
    if (error instanceof AppError && error.code === "unauthenticated") return { ok: false };
    throw error;
  });
