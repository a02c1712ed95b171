import { writeInbox } from "#lib/store/inbox.ts";
import { enqueueAll, type NewJob } from "#lib/store/jobs.ts";
import { lockHead } from "#lib/store/log/raw-entries.ts";
import { passkeyStream, readRegister } from "#lib/store/passkey-log.ts";
import { listPeople } from "#lib/store/people.ts";
import { databaseNow, type Transaction } from "#lib/store/transaction.ts";
import type { Tasks } from "../enqueue.ts";
import { voucherNews } from "./voucher-news.ts";

/**
 * Whoever may countersign a passkey hears of it once, in the inbox and by mail. To be asked wherever a key or the roster has
 * changed, because either says who may.
 */
export async function tellVouchers(tx: Transaction): Promise<void> {
  // Whoever enrols takes turns with whoever changes the roster, so that each finds what the other wrote.
  if ((await lockHead(tx, passkeyStream)) === null) return;
  const register = await readRegister(tx);
  const people = await listPeople(tx);
  const at = await databaseNow(tx);
  for (const key of register) {
    const news = voucherNews(register, key, people);
    if (news === null) continue;
    const { party, to, title } = news;
    const subject = `${passkeyStream}#${key.seq}#${party}`;
    const said = { subject, kind: "reminder" as const, reference: passkeyStream, title, at };
    const told = await writeInbox(
      tx,
      to.map((personId) => ({ ...said, personId })),
    );
    await enqueueAll(
      tx,
      told.map((person) => voucherJob({ seq: key.seq, person })),
    );
  }
}

const voucherJob = (payload: Tasks["tell-voucher"]): NewJob => ({
  task: "tell-voucher",
  payload,
  jobKey: voucherKey(payload),
  maxAttempts: 10,
});

export const voucherKey = ({ seq, person }: Tasks["tell-voucher"]): string => `tell-voucher:${seq}:${person}`;
