import type { OutgoingAnswer, OutgoingHttp } from "#lib/platform/outgoing-http.ts";
import { judgeFailure, judgeRefusal } from "./http-answer.ts";
import { type Channel, type DeliveryResult, type Message, permanently, whyUnsendable } from "./message.ts";
import { slackPayload, slackTook } from "./slack.ts";
import { teamsPayload, teamsTook } from "./teams.ts";

export type ChatKind = "slack" | "teams";

export type ChatSettings = {
  /** The incoming webhook's whole address. Whoever knows it may post, so it is a secret. */
  url: string;
  http: OutgoingHttp;
  timeoutSeconds: number;
};

/** What an answer's body tells is short; more than this is somebody else's page. */
const longestAnswer = 4_096;

const formats: Record<ChatKind, { payload: (message: Message) => unknown; took: typeof slackTook }> = {
  slack: { payload: slackPayload, took: slackTook },
  teams: { payload: teamsPayload, took: teamsTook },
};

/**
 * A chat's incoming webhook. Neither chat knows an idempotency key, so a message whose answer was lost may appear
 * twice; it names its incident and delivery, so that a reader can tell.
 */
export function openChatChannel(kind: ChatKind, settings: ChatSettings): Channel {
  const { payload, took } = formats[kind];
  return {
    name: kind,
    deliver: async (message, signal) => {
      const unsendable = whyUnsendable(message) ?? whyNoSuchTarget(settings);
      if (unsendable) return unsendable;
      const answer = await settings.http.send({
        method: "POST",
        url: settings.url,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: JSON.stringify(payload(message)),
        timeoutSeconds: settings.timeoutSeconds,
        maximumBodyBytes: longestAnswer,
        maximumRedirects: 0,
        signal,
      });
      return answer.ok ? judge(answer, took, new URL(settings.url).host) : judgeFailure(answer);
    },
  };
}

function whyNoSuchTarget({ url, http }: ChatSettings): DeliveryResult | null {
  if (!URL.canParse(url)) return permanently("the chat's address is not one");
  return url.startsWith("https://") || http.allowsHost(url)
    ? null
    : permanently("the chat's address must be https, unless an administrator allowed its host");
}

/** A page that answers 200 to everything has taken nothing: the body must be the one that the chat gives. */
function judge(answer: OutgoingAnswer, took: typeof slackTook, host: string): DeliveryResult {
  const said = took(answer);
  if (said === true) return { outcome: "accepted", receipt: `HTTP ${answer.status}`, acceptedBy: host };
  const reason = `${host} answered ${answer.status}${said === null ? "" : ` ${said}`}`;
  return answer.status >= 200 && answer.status < 300
    ? { outcome: "rejected", permanent: false, reason: `${reason}, which is not its acceptance` }
    : judgeRefusal(answer, reason);
}
