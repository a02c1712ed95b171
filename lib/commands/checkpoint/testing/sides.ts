import { toBase64Url } from "#lib/auth/signature/statement.ts";
import { type OwnKey, ownKey, vouch } from "#lib/commands/testing/own-key.ts";
import { subjectOf } from "#lib/domain/checkpoint/decide/report.ts";
import type { CheckpointAnswer } from "#lib/domain/checkpoint/events.ts";
import { type CheckpointAct, checkpointObligations } from "#lib/domain/checkpoint/obligations.ts";
import type { CheckpointState } from "#lib/domain/checkpoint/state.ts";
import type { Outcome } from "#lib/domain/refusal.ts";
import { challengeFor } from "#lib/platform/challenge.ts";
import { settings } from "#lib/platform/env.ts";
import { newId } from "#lib/platform/ids.ts";
import { readCheckpoint } from "#lib/store/checkpoint-log.ts";
import { checkpointPackByHash } from "#lib/store/checkpoint-packs.ts";
import { checkpointSurroundings } from "#lib/store/checkpoints.ts";
import { createPerson } from "#lib/store/people.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import type { CommandContext } from "../../context.ts";
import { createService } from "../../services/create.ts";
import type { OpenedSigning } from "../../signing/open.ts";
import { answerBack } from "../answer-back.ts";
import { attestCriterion } from "../attest-criterion.ts";
import { closeCheckpoint } from "../close.ts";
import { openCheckpoint } from "../open.ts";
import { openCheckpointSigning } from "../open-signing.ts";
import { reportCriterion } from "../report-criterion.ts";
import { signCheckpointVerdict } from "../sign-verdict.ts";
import { writeRecord } from "../write-record.ts";

type Person = CommandContext["actor"];
type Extra = { isAdministrator?: boolean; party?: string; roles?: string[]; passwordHash?: string };

const keys = new Map<string, OwnKey>();

export function accepted<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
}

export async function add(name: string, { passwordHash = "none", ...more }: Extra): Promise<Person> {
  const person = { name, email: `${name}@example.com`, passwordHash, ...more };
  const { id } = await withTransaction((tx) => createPerson(tx, person));
  return { kind: "person", id };
}

/** Somebody with a passkey of their own. */
export async function addSigner(name: string, more: Extra): Promise<Person> {
  const person = await add(name, more);
  keys.set(person.id, await ownKey(person.id));
  return person;
}

/** Somebody countersigns another's passkey with their own. */
export async function countersigns(by: Person, of: Person): Promise<void> {
  const [key, other] = [keys.get(by.id), keys.get(of.id)];
  if (key === undefined || other === undefined) throw new Error("both have a passkey");
  await vouch({ personId: by.id, key }, other.credentialId);
}

export const as = (actor: Person, idempotencyKey: string = newId()): CommandContext => ({
  actor,
  idempotencyKey,
});

export const approved = { tag: "v0.3.2", sha: "cf331449e1589581a5dcbb3adecd3e9ae4509277" };
export const values = {
  ...approved,
  serviceContract: "service.v2",
  apiContract: "api.v1",
  integrationBaseline: "integration/v1",
};

export async function register(administrator: Person, key: string): Promise<string> {
  const environments = [{ name: "production", baseline: approved, current: approved }];
  const service = { key, name: key, ownerRole: "producer-lead", environments };
  return accepted(await createService(as(administrator), service)).id;
}

export const asked = (service: string) => ({
  packId: "service-v3-cutover",
  service,
  environment: "production",
  title: "Cutover of the kernel",
  values,
});

export const opened = async (by: Person, service: string): Promise<string> =>
  accepted(await openCheckpoint(as(by), asked(service))).reference;

export async function read(reference: string) {
  const state = await readCheckpoint(reference);
  if (state === null) throw new Error(`no ${reference}`);
  const pack = await checkpointPackByHash(state.pack.hash);
  return { state, pack, around: await checkpointSurroundings(state.service.id) };
}

type Answered = { reference: string; question: string; answer: CheckpointAnswer; remediation?: string };

/** What a person's own key signs of what was opened for them. */
export function signatureOf(person: Person, { passkey, statement }: OpenedSigning) {
  const { url } = settings();
  const challenge = passkey?.challenge ?? toBase64Url(challengeFor(statement));
  const response = keys.get(person.id)?.assert({ challenge, origin: url, rpId: new URL(url).hostname });
  return { method: "passkey" as const, response };
}

export const show = (person: Person, said: Answered) => openCheckpointSigning(as(person), said);

export const send = (
  person: Person,
  reference: string,
  shown: OpenedSigning,
  by: Parameters<typeof signCheckpointVerdict>[1]["by"] = signatureOf(person, shown),
) =>
  signCheckpointVerdict(as(person), {
    reference,
    challenge: shown.challenge,
    shownDigest: shown.statementDigest,
    by,
  });

/** Reads what would be signed, and signs it. */
export async function sign(person: Person, said: Answered) {
  const shown = await show(person, said);
  return shown.ok ? send(person, said.reference, shown.value) : shown;
}

type Sides = Record<"producer" | "consumer", Person>;

/** Does the first thing that is owed, by a command of whoever owes it, until nothing but `except` is. */
export async function follow(
  reference: string,
  { producer, consumer }: Sides,
  except: (act: CheckpointAct) => boolean = () => false,
): Promise<number> {
  for (let acts = 0; acts < 80; acts += 1) {
    const { state, pack, around } = await read(reference);
    const next = checkpointObligations(state, pack, around).find(({ act }) => !except(act));
    if (next === undefined) return acts;
    const { act, owner } = next;
    const parties = "role" in owner ? [owner.role.replace("-lead", "")] : owner.parties;
    accepted(await doOwed(act, parties.includes("producer") ? producer : consumer, state));
  }
  throw new Error("what is owed never ends");
}

export async function doOwed(act: CheckpointAct, person: Person, state: CheckpointState) {
  const context = as(person);
  const { reference } = state;
  switch (act.kind) {
    case "report": {
      const subject = subjectOf(await checkpointPackByHash(state.pack.hash), act.criterion);
      const target = { "target-pin": `v0.4.0@${"b".repeat(40)}`, "rollback-target": state.locked.tag };
      const value = target[act.criterion as keyof typeof target] ?? null;
      const output = `green\n${subject?.shows.join("\n") ?? ""}`;
      const report = { criterion: act.criterion, passed: true, value, command: "make verify", output };
      return reportCriterion(context, { reference, ...report });
    }
    case "attest":
      return attestCriterion(context, { reference, criterion: act.criterion, reason: "Read today." });
    case "write":
      return writeRecord(context, { reference, part: act.part, words: "Agreed.", owner: "producer-lead" });
    case "answer":
      return sign(person, { reference, question: act.question, answer: "go" });
    case "answer-back":
      return answerBack(context, { reference, asked: act.asked, words: "It was built anew." });
    case "settle-incidents":
    case "close":
      return closeCheckpoint(context, { reference, reason: "It ended." });
  }
}
