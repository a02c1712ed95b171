import { z } from "zod";
import { decideAdmission } from "#lib/domain/passkey/admission.ts";
import { Countersignature } from "#lib/domain/passkey/countersignature.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, refuse } from "#lib/domain/refusal.ts";
import { appendPasskeyEvents, lockPasskeyLog, passkeyStream, readRegister } from "#lib/store/passkey-log.ts";
import { listPeople } from "#lib/store/people.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";
import { proveSignature, SignedInput } from "../signing/proof.ts";
import { countersigningPurpose } from "./open-countersigning.ts";
import { tellVouchers } from "./tell-vouchers.ts";

export const Countersign = SignedInput.extend({ reference: z.literal(passkeyStream) });

/** Records that somebody vouched for a key with their own, once signature, statement and log agree. */
export async function countersign(context: CommandContext, raw: z.input<typeof Countersign>): CommandResult {
  const parsed = readInput(Countersign, raw);
  if (!parsed.success) return invalid(parsed.error);
  const input = parsed.data;
  if (input.by.method !== "passkey")
    return refuse("unauthorised", null, "A passkey is countersigned with a passkey.");
  const signer = context.actor.id;
  return once(context, "countersign-passkey", async (tx) => {
    const after = await lockPasskeyLog(tx);
    const register = await readRegister(tx);
    const state = { reference: passkeyStream, signers: register };
    const asked = { state, personId: signer, purpose: countersigningPurpose, input, prepared: null };
    const proven = await proveSignature(tx, asked);
    if (!proven.ok) return proven;
    const { shown, proof } = proven.value;
    if (proof.method !== "passkey") return refuse("unauthorised", null, "A passkey signs this.");
    const { credentialId, party } = Countersignature.parse(JSON.parse(shown));
    const by = { means: "countersignature" as const, signer, statement: shown, proof };
    const vouched = { credentialId, party, by: { ...by, statementDigest: input.shownDigest } };
    const decided = decideAdmission(register, vouched, await listPeople(tx));
    if (!decided.ok) return decided;
    const now = await databaseNow(tx);
    await appendPasskeyEvents(tx, { after, events: decided.value, actor: context.actor, now });
    await tellVouchers(tx);
    return accept({ reference: passkeyStream, seq: after.seq + decided.value.length });
  });
}
