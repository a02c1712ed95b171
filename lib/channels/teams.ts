import { shortened } from "#lib/domain/whole-text.ts";
import type { OutgoingAnswer } from "#lib/platform/outgoing-http.ts";
import type { Message } from "./message.ts";
import { pieces } from "./slack.ts";

/** A workflow takes 28 KB; the card around the words is small. */
const longestText = 6_000;
const longestParagraph = 1_500;

/**
 * An Adaptive Card in the envelope that a Teams workflow ("when a webhook request is received") posts. The words are
 * runs of text, because a text block would read them as Markdown.
 */
export function teamsPayload({ subject, text, headers, idempotencyKey }: Message) {
  const lines = pieces(shortened(text, longestText), longestParagraph).flatMap((piece) => piece.split("\n"));
  return {
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        contentUrl: null,
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          msteams: { width: "Full" },
          body: [
            words(shortened(subject, 500), { size: "Large", weight: "Bolder" }),
            ...lines.filter((line) => line.trim() !== "").map((line) => words(line, {})),
            words(`${headers.incidentReference} · ${idempotencyKey}`, { size: "Small", isSubtle: true }),
          ],
        },
      },
    ],
  };
}

const words = (text: string, look: object) => ({
  type: "RichTextBlock",
  inlines: [{ type: "TextRun", text, ...look }],
});

/** A workflow accepts with 202 and no words; an older connector with 200 and `1`. It tells refusals by its status. */
export function teamsTook({ status, body }: OutgoingAnswer): true | string | null {
  const said = body.trim();
  if (status === 202 && !said.startsWith("<")) return true;
  return status === 200 && (said === "1" || said === "") ? true : null;
}
