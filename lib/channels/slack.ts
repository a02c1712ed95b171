import { cutBefore, shortened } from "#lib/domain/whole-text.ts";
import type { OutgoingAnswer } from "#lib/platform/outgoing-http.ts";
import type { Message } from "./message.ts";

const longestHeader = 150;
const longestSection = 3_000;
/** Slack takes 50 blocks; head and foot are two of them. */
const mostSections = 40;

/** Plain text throughout, because words of an incident must not call `@channel` or make a link. */
export function slackPayload({ subject, text, headers, idempotencyKey }: Message) {
  const sections = pieces(text, longestSection).slice(0, mostSections);
  return {
    text: escaped(subject),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: "header", text: plain(shortened(subject, longestHeader)) },
      ...sections.map((piece) => ({ type: "section", text: plain(piece) })),
      { type: "context", elements: [plain(`${headers.incidentReference} · ${idempotencyKey}`)] },
    ],
  };
}

const plain = (text: string) => ({ type: "plain_text", text, emoji: false });

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A text in pieces, parted at line ends where there are any. */
export function pieces(text: string, most: number): string[] {
  const found: string[] = [];
  let rest = text.trim();
  while (rest.length > most) {
    const line = rest.lastIndexOf("\n", most);
    const at = line > most / 2 ? line : cutBefore(rest, most);
    found.push(rest.slice(0, at).toWellFormed());
    rest = rest.slice(at).trimStart();
  }
  if (rest !== "") found.push(rest.toWellFormed());
  return found;
}

/** Slack says `ok` and nothing else; its refusals are one word, such as `no_service`. */
export function slackTook({ status, body }: OutgoingAnswer): true | string | null {
  const said = body.trim();
  if (status === 200 && said === "ok") return true;
  return /^[a-z_]{3,60}$/.test(said) ? said : null;
}
