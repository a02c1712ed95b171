import { z } from "zod";
import { isWaiting, vouchersFor } from "#lib/domain/passkey/admission.ts";
import type { Countersignature } from "#lib/domain/passkey/countersignature.ts";
import type { Register } from "#lib/domain/passkey/key.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { randomToken } from "#lib/platform/crypto.ts";
import { readHead } from "#lib/store/log/raw-entries.ts";
import { passkeyStream, readRegister } from "#lib/store/passkey-log.ts";
import { listPasskeys } from "#lib/store/passkeys.ts";
import { findPerson, listPeople } from "#lib/store/people.ts";
import { type Transaction, withTransaction } from "#lib/store/transaction.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { type OpenedSigning, openChallenge } from "../signing/open.ts";

export const OpenCountersigning = z.object({
  reference: z.literal(passkeyStream),
  credentialId: z.string().min(1).max(2_000),
});

export const countersigningPurpose = "countersign-passkey";

/** What somebody signs who vouches for a key: its enrolment, whose it is and for which party. For five minutes, once. */
export async function openCountersigning(
  context: CommandContext,
  raw: z.input<typeof OpenCountersigning>,
): CommandResult<OpenedSigning> {
  const parsed = readInput(OpenCountersigning, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { credentialId } = parsed.data;
  return withTransaction(async (tx) => {
    const register = await readRegister(tx);
    const nonce = randomToken(24);
    const made = await statementOf(tx, register, { credentialId, signer: context.actor.id, nonce });
    if (!made.ok) return made;
    const own = (await listPasskeys(context.actor.id, tx)).filter((passkey) =>
      register.some((key) => key.credentialId === passkey.credentialId && key.admitted.length > 0),
    );
    const asked = {
      reference: passkeyStream,
      purpose: countersigningPurpose,
      keep: { answer: credentialId },
    };
    const opened = {
      ...asked,
      statement: made.value,
      nonce,
      passkeys: own,
      waiting: null,
      notAttested: null,
    };
    return accept(await openChallenge(tx, context, opened));
  });
}

async function statementOf(
  tx: Transaction,
  register: Register,
  { credentialId, signer, nonce }: { credentialId: string; signer: string; nonce: string },
): Promise<Outcome<Countersignature>> {
  const key = register.find((one) => one.credentialId === credentialId);
  const person = key === undefined ? null : await findPerson(key.person, tx);
  const party = person?.party ?? null;
  const logHead = await readHead(passkeyStream, tx);
  if (key === undefined || person === null || logHead === null || !isWaiting(key, party))
    return refuse("stale", null, "This passkey waits for no countersignature.");
  if (!vouchersFor(register, key, party, await listPeople(tx)).includes(signer))
    return refuse(
      "unauthorised",
      null,
      `${person.name}'s passkey is countersigned by somebody whose own passkey signs for the same party.`,
    );
  const { publicKeyCose, algorithm, seq, entryHash: hash } = key;
  return accept({
    schema: "holdpoint-countersignature-v1",
    enrolment: { seq, hash },
    person: key.person,
    party,
    credentialId,
    publicKeyCose,
    algorithm,
    signer,
    logHead,
    nonce,
  });
}
