import type { OutgoingAnswer, OutgoingFailure } from "#lib/platform/outgoing-http.ts";
import { type DeliveryResult, permanently, transiently } from "./message.ts";

const longestWaitSeconds = 86_400;
const worthRepeating = new Set([408, 425, 429]);

/** What an answer that is no acceptance means: asked again later, after the time that it names, or never. */
export function judgeRefusal({ status, header }: OutgoingAnswer, reason: string): DeliveryResult {
  if (status >= 300 && status < 400)
    return permanently(`${reason}, a redirect, which a webhook does not follow`);
  if (status === 410) return permanently(`${reason}: it wants no more messages`);
  if (status >= 400 && status < 500 && !worthRepeating.has(status)) return permanently(reason);
  const retryAfterSeconds = readRetryAfter(header("retry-after"));
  return { ...transiently(reason), ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }) };
}

export function judgeFailure({ cause, reason }: OutgoingFailure): DeliveryResult {
  switch (cause) {
    case "refused-address":
    case "refused-request":
      return permanently(reason);
    case "unreachable":
    case "timed-out":
    case "cancelled":
      return transiently(reason);
  }
}

function readRetryAfter(value: string | null): number | null {
  if (value === null) return null;
  const isDate = / GMT$/.test(value);
  const seconds = isDate
    ? (Date.parse(value) - Date.now()) / 1000
    : /^\d{1,9}$/.test(value)
      ? Number(value)
      : Number.NaN;
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 0), longestWaitSeconds) : null;
}
