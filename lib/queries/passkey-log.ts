import { asEnrolledKey } from "#lib/domain/passkey/register.ts";
import { listStreams } from "#lib/store/anchors.ts";
import { passkeyStream, readRegister } from "#lib/store/passkey-log.ts";
import { listEveryPasskey } from "#lib/store/passkeys.ts";
import { verifyChain } from "#lib/verify/chain.ts";
import { type Enrolments, type KeyFinding, readEnrolments } from "#lib/verify/passkeys/enrolments.ts";
import { checkKeysOf } from "#lib/verify/passkeys/keys-of-log.ts";
import { readWholeLog } from "./raw-log.ts";

type PasskeyLog = { entries: number; enrolments: Enrolments; findings: KeyFinding[] };

/** The passkeys' log as it stands, and what in it does not hold. */
export async function verifyPasskeyLog(): Promise<PasskeyLog> {
  const log = await readWholeLog(passkeyStream);
  if (log === null) return { entries: 0, enrolments: readEnrolments([]).enrolments, findings: [] };
  const chain = verifyChain(log.entries, { stream: passkeyStream, head: log.head });
  const { enrolments, findings } = readEnrolments(log.entries);
  const entries = log.entries.length;
  if (chain.ok) return { entries, enrolments, findings };
  const broken = { where: `the passkeys' log, entry ${chain.seq}`, message: `BROKEN: ${chain.reason}` };
  return { entries, enrolments, findings: [broken, ...findings] };
}

/** The same with every passkey that the table beside it keeps, and every key that any log of this database uses. */
export async function verifyAllKeys(): Promise<{ entries: number; keys: number; findings: KeyFinding[] }> {
  const { entries, enrolments, findings } = await verifyPasskeyLog();
  const kept = await keptOtherwise();
  const used: KeyFinding[] = [];
  for (const stream of await listStreams()) {
    const log = stream === passkeyStream ? null : await readWholeLog(stream);
    for (const { where, message } of checkKeysOf(log?.entries ?? [], enrolments))
      used.push({ where: `${stream}, ${where}`, message });
  }
  return { entries, keys: enrolments.register.length, findings: [...findings, ...kept, ...used] };
}

/** Passkeys that the console would refuse, because the table says of them what the log does not. */
async function keptOtherwise(): Promise<KeyFinding[]> {
  const register = await readRegister();
  return (await listEveryPasskey()).flatMap((passkey) => {
    const key = asEnrolledKey(register, passkey);
    if (key.ok) return [];
    return [{ where: `the passkey ${passkey.credentialId}`, message: key.refusal.message }];
  });
}
