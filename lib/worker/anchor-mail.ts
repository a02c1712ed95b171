import type { Tasks } from "#lib/commands/enqueue.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { anchorHeadOf } from "#lib/store/anchors.ts";
import { askChannel } from "./ask-channel.ts";
import { mailRoute } from "./channel-routes.ts";
import type { Worker } from "./context.ts";
import { log } from "./log.ts";
import { TryAgainLater } from "./tell-person.ts";

/** One signed tree head to one address: whoever keeps the mail is a witness of all that was recorded until then. */
export async function mailAnchor(worker: Worker, { to, size, because }: Tasks["anchor-mail"]): Promise<void> {
  const route = mailRoute(worker, to);
  const head = await anchorHeadOf(size);
  if ("outcome" in route || head === null) {
    log.error({ to, size }, "an anchor did not leave by mail: no mail server, or no such anchor");
    return;
  }
  const said = await askChannel(worker, route, {
    message: {
      subject: `Anchor of ${size} leaves: ${because}`,
      text: textOf(worker.settings.url, because, head.note),
      headers: { incidentReference: "anchors", noticeId: `anchor-${size}` },
      idempotencyKey: sha256(`anchor:${to}:${size}:${because}`).slice(0, 32),
    },
    purpose: "news",
    reference: null,
    standsInLine: true,
  });
  if (said.outcome === "not-yet") throw new TryAgainLater("mail is not to be asked now");
  if (said.outcome === "accepted") return;
  if (!said.permanent) throw new TryAgainLater(said.reason);
  log.error({ to, size, reason: said.reason }, "an anchor was refused by the mail server");
}

const textOf = (url: string, because: string, note: string): string =>
  [
    `${because}. Keep this mail: with it, you can tell whether the record at ${url} was cut or written anew later.`,
    "The lines between the rules are a signed tree head. Saved as a file, exactly so, they are what\n" +
      "`holdpoint verify --anchors FILE --trust KEYS` holds the record against.",
    `-----\n${note}-----`,
  ].join("\n\n");
