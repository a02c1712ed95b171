import type { Tasks } from "#lib/commands/enqueue.ts";
import { voucherKey } from "#lib/commands/passkeys/tell-vouchers.ts";
import { voucherNews } from "#lib/commands/passkeys/voucher-news.ts";
import { countersigningAddress } from "#lib/domain/passkey/address.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { passkeyStream, readRegister } from "#lib/store/passkey-log.ts";
import { listPeople } from "#lib/store/people.ts";
import type { Worker } from "./context.ts";
import { log } from "./log.ts";
import { TryAgainLater, tellPerson } from "./tell-person.ts";

const ask = "Ask them, by another way than this console, whether the fingerprint that it shows is theirs.";

/** Tells one person whose passkey waits for their word. What was countersigned or revoked meanwhile is not told. */
export async function tellVoucher(
  worker: Worker,
  task: Tasks["tell-voucher"],
  isLastTry: boolean,
): Promise<void> {
  const { seq, person } = task;
  const register = await readRegister();
  const key = register.find((one) => one.seq === seq);
  const news = key === undefined ? null : voucherNews(register, key, await listPeople());
  if (news === null || !news.to.includes(person)) return;
  const answer = await tellPerson(worker, person, "news", {
    subject: news.title,
    text: [`${news.title}.`, ask, `${worker.settings.url}${countersigningAddress}`].join("\n\n"),
    headers: { incidentReference: passkeyStream, noticeId: `countersign-${seq}` },
    idempotencyKey: sha256(voucherKey(task)).slice(0, 32),
  });
  if (answer.outcome !== "rejected") return;
  if (!answer.permanent && !isLastTry) throw new TryAgainLater(answer.reason);
  log.warn({ ...task, reason: answer.reason }, "somebody who may countersign was not reached");
}
