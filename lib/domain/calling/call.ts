import { asConsole } from "../authority/who.ts";
import { minutesAfter } from "../clock/firing.ts";
import type { Circumstances, Decided } from "../incident/circumstances.ts";
import type { LoggedEvent, NewEvent } from "../incident/events/index.ts";
import type { CallState, IncidentState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { accept, refuse } from "../refusal.ts";

/** Somebody on call for a role that the pack calls. */
export type OnCall = { person: string; role: string };

/** Those on call for the roles that the pack calls, in its order; each once, by the first of the roles. */
export function inCallingOrder(
  pack: ProtocolPack,
  people: readonly { id: string; onCallRoles: string[] }[],
): OnCall[] {
  const order = (pack.paging?.call ?? []).flatMap((role) =>
    people.filter(({ onCallRoles }) => onCallRoles.includes(role)).map(({ id }) => ({ person: id, role })),
  );
  return order.filter(({ person }, index) => order.findIndex((one) => one.person === person) === index);
}

export const mayCall = (pack: ProtocolPack, severity: string): boolean =>
  pack.paging?.severities.includes(severity) ?? false;

export const waitingCall = ({ calls }: IncidentState): CallState | undefined =>
  calls.find(({ status }) => status === "waiting");

/**
 * What calling comes to now. A wake-up is only a hint: who was called waits until the pack's minutes are over, is
 * passed over then or where no channel reached them, and the next on call is called; where nobody is left it says so.
 */
export function decideNextCall(
  state: IncidentState,
  pack: ProtocolPack,
  onCall: readonly OnCall[],
  { call, now }: { call: string; now: string },
): NewEvent[] {
  if (state.status === "closed" || !mayCall(pack, state.severity)) return [];
  if (state.unansweredAt !== null || state.calls.some(({ status }) => status === "answered")) return [];
  const waiting = waitingCall(state);
  if (isTakenUp(state, onCall)) return waiting === undefined ? [] : [passedOver(waiting, "taken-up")];
  const isUnreached = waiting?.delivered === "failed";
  if (waiting !== undefined && !isUnreached && waiting.answerBy > now) return [];
  const passed =
    waiting === undefined ? [] : [passedOver(waiting, isUnreached ? "not-reached" : "no-answer")];
  const next = onCall.find(({ person }) => !state.calls.some((one) => one.person === person));
  if (next === undefined)
    return [...passed, { type: "NobodyAnswered", facts: { called: state.calls.length }, text: {} }];
  const answerBy = minutesAfter(now, pack.paging?.answerWithinMinutes ?? 5, state.clockFactor);
  return [...passed, { type: "PersonCalled", facts: { call, ...next, answerBy }, text: {} }];
}

/** Who is on call and has declared it or begun the way back need not be called, nor anybody else. */
const isTakenUp = (state: IncidentState, onCall: readonly OnCall[]): boolean =>
  onCall.some(
    ({ person }) => person === state.declaredBy || state.runs.some(({ startedBy }) => startedBy === person),
  );

const passedOver = (
  { call }: CallState,
  because: "no-answer" | "not-reached" | "taken-up",
): NewEvent<"CallPassed"> => ({ type: "CallPassed", facts: { call, because }, text: {} });

/** What a person answers to a call: that they are on it, or that the next is to be called at once. */
export type CallAnswer = "on-it" | "cannot";

/** Whoever was called may answer, also one who was passed over meanwhile; the first who is on it ends the calling. */
export function decideAnswer(
  state: IncidentState,
  { call: id, by, answer }: { call: string; by: "console" | "link"; answer: CallAnswer },
  { actor }: Pick<Circumstances, "actor">,
): Decided {
  const call = state.calls.find((one) => one.call === id);
  if (call === undefined || actor.kind !== "person" || call.person !== actor.id)
    return refuse("unauthorised", null, "This call was not for you.");
  if (state.status === "closed") return refuse("conflict", null, `${state.reference} is closed.`);
  if (call.status === "answered") return accept([]);
  if (answer === "cannot")
    return accept(
      call.status === "waiting"
        ? [{ type: "CallPassed", facts: { call: id, because: "declined" }, text: {} }]
        : [],
    );
  return accept([{ type: "CallAnswered", facts: { call: id, by }, text: {} }]);
}

const ofCalls: ReadonlySet<string> = new Set(["CallAnswered", "CallPassed", "CallDelivered", "PersonCalled"]);

/** Who was called and does something here is at it: nobody else is woken because they did not say so. */
export function answeredByActing({ type, actor }: LoggedEvent, state: IncidentState): NewEvent[] {
  const call = waitingCall(state);
  if (call === undefined || actor.kind !== "person" || actor.id !== call.person || ofCalls.has(type))
    return [];
  return [{ type: "CallAnswered", facts: { call: call.call, by: "act" }, text: {} }];
}

type Delivered = { call: string; outcome: "accepted" | "failed"; receipt: string };

/** Records whether a call reached its person; the console's own act. */
export function decideDelivered(
  state: IncidentState,
  { call, outcome, receipt }: Delivered,
  { actor }: Pick<Circumstances, "actor">,
): Decided {
  const console_ = asConsole(actor);
  if (!console_.ok) return console_;
  const known = state.calls.find((one) => one.call === call);
  return accept(
    known === undefined || known.delivered !== null
      ? []
      : [{ type: "CallDelivered", facts: { call, outcome }, text: { receipt } }],
  );
}
