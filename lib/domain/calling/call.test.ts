import { expect, it } from "vitest";
import type { LoggedEvent } from "../incident/events/index.ts";
import type { CallState, IncidentState } from "../incident/state.ts";
import { smallIncident } from "../incident/testing/small-room.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { answeredByActing, decideAnswer, decideNextCall, inCallingOrder } from "./call.ts";

const small = smallIncident();
const now = "2026-01-01T00:10:00.000Z";
const paging = { severities: [small.state.severity], call: ["first", "second"], answerWithinMinutes: 5 };
const pack: ProtocolPack = { ...small.pack, paging };
const onCall = [
  { person: "sam", role: "first" },
  { person: "lee", role: "second" },
];
const called = (person: string, change: Partial<CallState> = {}): CallState => ({
  call: `call-${person}`,
  person,
  role: "first",
  answerBy: "2026-01-01T00:10:00.000Z",
  calledAt: "2026-01-01T00:05:00.000Z",
  delivered: "accepted",
  status: "waiting",
  answeredAt: null,
  ...change,
});
const next = (change: Partial<IncidentState>, packed = pack) =>
  decideNextCall({ ...small.state, ...change }, packed, onCall, { call: "new", now }).map(
    ({ type, facts }) => ({
      type,
      ...facts,
    }),
  );

it("people are called in the order of the pack's roles, each once", () => {
  const people = [
    { id: "lee", onCallRoles: ["second"] },
    { id: "sam", onCallRoles: ["second", "first"] },
    { id: "olga", onCallRoles: [] },
  ];
  expect(inCallingOrder(pack, people)).toEqual([
    { person: "sam", role: "first" },
    { person: "lee", role: "second" },
  ]);
});

it("who was called has until the pack's minutes are over, and not a moment longer", () => {
  expect(next({})).toEqual([
    { type: "PersonCalled", call: "new", ...onCall[0], answerBy: "2026-01-01T00:15:00.000Z" },
  ]);
  expect(next({ calls: [called("sam", { answerBy: "2026-01-01T00:10:00.001Z" })] })).toEqual([]);
  expect(next({ calls: [called("sam")] })).toMatchObject([
    { type: "CallPassed", because: "no-answer" },
    { type: "PersonCalled", person: "lee" },
  ]);
});

it("who could not be reached is not waited for", () => {
  const unreached = called("sam", { answerBy: "2026-01-01T00:20:00.000Z", delivered: "failed" });
  expect(next({ calls: [unreached] })).toMatchObject([
    { type: "CallPassed", because: "not-reached" },
    { type: "PersonCalled", person: "lee" },
  ]);
});

it("when nobody is left it is said once", () => {
  const calls = [called("sam", { status: "passed" }), called("lee")];
  expect(next({ calls })).toMatchObject([{ type: "CallPassed" }, { type: "NobodyAnswered", called: 2 }]);
  expect(next({ calls, unansweredAt: now })).toEqual([]);
});

it("nobody is called any more once somebody answered, or who is on call is at it", () => {
  expect(next({ calls: [called("sam", { status: "answered" })] })).toEqual([]);
  expect(next({ declaredBy: "lee" })).toEqual([]);
  expect(next({ declaredBy: "lee", calls: [called("sam")] })).toMatchObject([
    { type: "CallPassed", because: "taken-up" },
  ]);
});

it("a pack without paging, another severity and a closed incident call nobody", () => {
  expect(next({}, small.pack)).toEqual([]);
  expect(next({ severity: "OTHER" })).toEqual([]);
  expect(next({ status: "closed" })).toEqual([]);
});

it("who was called and acts here has answered, once, and nobody's else act answers for them", () => {
  const state = { ...small.state, calls: [called("sam")] };
  const note = (id: string) => ({ type: "NoteAdded", actor: { kind: "person", id } }) as LoggedEvent;
  expect(answeredByActing(note("sam"), state)).toMatchObject([
    { type: "CallAnswered", facts: { call: "call-sam", by: "act" } },
  ]);
  expect(answeredByActing(note("lee"), state)).toEqual([]);
  expect(answeredByActing({ ...note("sam"), type: "CallAnswered" } as LoggedEvent, state)).toEqual([]);
  const answered = { ...state, calls: [called("sam", { status: "answered" })] };
  expect(answeredByActing(note("sam"), answered)).toEqual([]);
});

it("who cannot come says so at once, and only the one who was called", () => {
  const waiting = { ...small.state, calls: [called("sam")] };
  const says = (state: IncidentState, id: string) =>
    decideAnswer(
      state,
      { call: "call-sam", by: "console", answer: "cannot" },
      { actor: { kind: "person", id, party: null, roles: [], onCallRoles: [] } },
    );
  expect(says(waiting, "sam")).toMatchObject({
    ok: true,
    value: [{ type: "CallPassed", facts: { call: "call-sam", because: "declined" } }],
  });
  expect(says(waiting, "lee")).toMatchObject({ refusal: { code: "unauthorised" } });
  const over = { ...small.state, calls: [called("sam", { status: "passed" })] };
  expect(says(over, "sam")).toEqual({ ok: true, value: [] });
});
