import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Poll } from "#components/incident/poll.tsx";
import type { CheckpointPacket } from "#lib/domain/checkpoint/packet.ts";
import type { CheckpointView, SealingView, SubjectView } from "#lib/queries/checkpoint-view.ts";
import { BaselineLock } from "./baseline-lock.tsx";
import { CriteriaGroups } from "./criteria-groups.tsx";
import { PacketInWords } from "./dialogs/packet-in-words.tsx";
import { HindrancesApart } from "./hindrance-list.tsx";
import { pollSide } from "./poll-side.ts";
import { SealedQuestion } from "./sealed-question.tsx";

const at = "2026-02-08T01:07:00.000Z";
const proof = {
  passed: true,
  by: "Iris",
  at,
  command: "make verify",
  output: "green",
  value: null,
  file: null,
};
const ran = {
  ...{ file: { id: "f", bytes: 6 }, exitCode: 0, repository: "kernel.git", branch: "main" },
  ...{ commit: "d".repeat(40), isClean: true, missing: [] },
};
const sealing: SealingView = {
  ...{ go: false, cause: "baseline-moved", at: "2026-02-08T01:20:00.000Z", seq: 40, validUntil: null },
  ...{ isOver: false, recordDigest: "a".repeat(64), takesBack: { at, seq: 30 } },
};
const words = { go: "GO (cutover)", noGo: "NO-GO" };

function side(go: boolean | null) {
  const signature = { method: "passkey", digest: "b".repeat(64) } as const;
  const verdict = go === null ? null : { go, by: "Iris", deputyFor: null, at, remediation: "", signature };
  return { party: "producer", title: "Producer", of: "MemoryKernel", verdict, voided: null };
}
const polled = (go: boolean | null, sealed: SealingView | null) =>
  renderToStaticMarkup(<Poll sides={[pollSide(side(go), { ...words, sealing: sealed })]} />);

it("[MKD-7] what is open stands under another heading than what is in the way", () => {
  const [open, other] = [
    { id: "green", title: "It is green", rule: null },
    { id: "run", title: "The run is red", rule: null },
  ];
  const html = renderToStaticMarkup(<HindrancesApart hindrances={[open, other]} criteria={["green"]} />);
  expect(html).toMatch(/In the way \(1\).*The run is red.*Not shown to hold yet \(1\).*It is green/);
  expect(renderToStaticMarkup(<HindrancesApart hindrances={[open]} criteria={["green"]} />)).not.toContain(
    "In the way",
  );
});

it("[MKD-1] a phone's list says each locked value's state under its name, and what is seen where that is another", () => {
  const value = { name: "tag", title: "Release tag", rule: null, locked: "v1", unread: null };
  const moved = { ...value, now: "v2", isMoved: true };
  const listOf = (baseline: CheckpointView["baseline"]) =>
    renderToStaticMarkup(<BaselineLock view={{ baseline }} />).split("<ul>")[1];
  expect(listOf([moved])).toMatch(/Release tag.*moved.*Locked.*v1.*Seen now.*v2/);
  expect(listOf([{ ...value, now: "v1", isMoved: false }])).not.toContain("Seen now");
});

it("[MKD-1] a GO that the console took back is said by its time, and its answers stand quietly as what they were", () => {
  const question = { ...words, isGo: false, sides: [side(true)] };
  const html = renderToStaticMarkup(<SealedQuestion reference="CHK" question={question} sealing={sealing} />);
  expect(html).toMatch(/The GO sealed at <time.*01:07.*<\/time> is taken back\..*records\/30.*Its record/);
  expect(html).not.toContain("does not stand now");
  const stood = { ...sealing, go: true, cause: "same-answer" as const, takesBack: null };
  expect(
    renderToStaticMarkup(<SealedQuestion reference="CHK" question={question} sealing={stood} />),
  ).toContain("It does not stand now");
  expect(polled(true, sealing)).toContain("signed GO (cutover), taken back");
  expect(polled(true, sealing)).not.toContain("text-met");
  expect(polled(true, { ...sealing, takesBack: null })).toContain(
    "signed GO (cutover), which came to nothing",
  );
  expect(polled(null, sealing)).toContain("did not sign");
  expect(polled(true, { ...sealing, cause: "same-answer" })).toContain("text-met");
});

it.each<[string, SubjectView["decidedBy"], typeof ran | null, boolean]>([
  ["a run that somebody reported", "run", null, true],
  ["a check that somebody reported", "check", null, true],
  ["a run that a pipeline ran", "run", ran, false],
  ["a named person's word", "attestation", null, false],
])("[MKD-10] %s is marked as by hand or not", (_, decidedBy, run, isByHand) => {
  const about = { id: "verified", title: "Verified", rule: null, holds: true, party: null, reading: null };
  const subject: SubjectView = { ...about, decidedBy, proof: { ...proof, ran: run } };
  const groups = [{ id: "all", title: "All", rule: null, items: [subject] }];
  const view = { reference: "CHK", groups, runs: [] as CheckpointView["runs"] };
  const html = renderToStaticMarkup(<CriteriaGroups view={view} onAsk={null} />);
  expect(html.includes("by hand")).toBe(isByHand);
});

it("[MKD-10] whoever signs reads which required run somebody reported by hand", () => {
  const [digest, commit] = ["a".repeat(64), "d".repeat(40)];
  const run = { rule: null, holds: true, proof: digest, party: "producer" };
  const place = { repository: "kernel.git", branch: "main", commit, output: digest };
  const packet: CheckpointPacket = {
    schema: "holdpoint-checkpoint-packet-v1",
    checkpoint: "CHK",
    pack: { id: "pack", version: "1.0.0", hash: digest },
    service: { id: "s", key: "kernel", name: "Kernel", environment: "production" },
    question: { id: "cutover", title: "May it?", ...words },
    ...{ baseline: [], criteria: [], aborts: [], noGo: [], written: [] },
    runs: [
      { ...run, id: "one", title: "The first", ran: null },
      { ...run, id: "two", title: "The second", ran: place },
    ],
  };
  const html = renderToStaticMarkup(<PacketInWords packet={packet} />);
  expect(html).toContain("holds, by hand, proof");
  expect(html).toContain("holds, kernel.git main at");
});
