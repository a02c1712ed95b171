import type { FilledAction } from "#lib/domain/rollback/actions/resolved.ts";
import { type Deed, Ended, failed } from "./deed.ts";
import { judgeAnswer } from "./judge-answer.ts";

/** Sends one request and judges its answer. A change whose answer was lost is in doubt, never failed. */
export async function doHttp(action: FilledAction<"http">, deed: Deed): Promise<string> {
  const { method, url } = action;
  const changes = method !== "GET";
  const { body, type } = bodyOf(action, deed);
  const headers: Record<string, string> = {
    ...(type === null ? {} : { "content-type": type }),
    ...(changes && deed.context.key !== undefined ? { "idempotency-key": deed.context.key } : {}),
    ...filledHeaders(action.headers, deed),
  };
  deed.say(`${method} ${url}`);
  const request = { method, url, headers, ...(body === null ? {} : { body }) };
  const answer = await deed.ask(request, { changes });
  deed.say(`answered ${answer.status}`);
  const finding = judgeAnswer(answer, action, deed.say);
  if (!finding.wrong) return finding.summary;
  if (deed.context.signal?.aborted) throw new Ended("cancelled", "cancelled while the answer was read");
  throw failed(finding.summary);
}

/** A header's name in lower case, so that an administrator's own Content-Type or Idempotency-Key takes the place of ours. */
export const filledHeaders = (headers: Record<string, string>, deed: Deed): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), deed.fillSecrets(value)]),
  );

function bodyOf(
  { json, form }: FilledAction<"http">,
  deed: Deed,
): { body: string | null; type: string | null } {
  if (json !== undefined) return { body: JSON.stringify(filledJson(json, deed)), type: "application/json" };
  if (form === undefined) return { body: null, type: null };
  const fields = Object.entries(form).map(([name, value]): [string, string] => [
    name,
    deed.fillSecrets(value),
  ]);
  return { body: new URLSearchParams(fields).toString(), type: "application/x-www-form-urlencoded" };
}

/** Filled in the values and not in the text, so that a secret with a quotation mark stays one value. */
function filledJson(value: unknown, deed: Deed): unknown {
  if (typeof value === "string") return deed.fillSecrets(value);
  if (Array.isArray(value)) return value.map((item) => filledJson(item, deed));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filledJson(inner, deed)]));
}
