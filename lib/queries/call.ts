import { isCallToken } from "#lib/platform/call-link.ts";
import { settings } from "#lib/platform/env.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import { packByHash } from "#lib/store/packs.ts";
import { findPersons } from "#lib/store/people.ts";

export type CallLink = { reference: string; call: string; token: string };
export type CallView = {
  reference: string;
  severity: string;
  role: string;
  name: string;
  answerBy: string;
  standing: "open" | "answered" | "closed";
};

/** Whether a link is one that this console sent with a call. */
const isCallLink = ({ reference, call, token }: CallLink): boolean => {
  const { secret } = settings();
  return secret !== undefined && isCallToken(token, reference, call, secret);
};

/** What the holder of a call's link may see of it: no more than the call itself said; null for a link that is none. */
export async function readCall(link: CallLink): Promise<CallView | null> {
  if (!isCallLink(link)) return null;
  const incident = await readIncident(link.reference);
  const call = incident?.state.calls.find((one) => one.call === link.call);
  if (incident == null || call === undefined) return null;
  const { state } = incident;
  const [pack, [person]] = await Promise.all([packByHash(state.pack.hash), findPersons([call.person])]);
  const isAnswered = state.calls.some(({ status }) => status === "answered");
  return {
    reference: state.reference,
    severity: state.severity,
    role: pack.roles[call.role]?.title ?? call.role,
    name: person?.name ?? "",
    answerBy: call.answerBy,
    standing: state.status === "closed" ? "closed" : isAnswered ? "answered" : "open",
  };
}
