import { describe, expect, it } from "vitest";
import { decideRole } from "../incident/decide/timeline.ts";
import { runOf, startsRollback, stepsSucceed } from "../incident/testing/acts.ts";
import { decisionId, handsIn, proposes, readsStatement, signs } from "../incident/testing/decisions.ts";
import { captain, duty, lead, peer, smallIncident } from "../incident/testing/small-room.ts";
import type { Story } from "../incident/testing/story.ts";
import { buildPacket } from "./packet.ts";
import { packetChanges, signedPacket } from "./packet-changes.ts";
import { Statement } from "./statement.ts";

/** Rolled back, verified, every evidence in, and the packet proposed. */
function proposed(severity: "A" | "B" = "B"): Story {
  const story = smallIncident({ severity });
  startsRollback(story, 1, severity === "A" ? duty : captain, "back");
  stepsSucceed(story, 2);
  handsIn(story, 3, lead, "logs");
  handsIn(story, 3, peer, "tests");
  proposes(story, 4, lead, "onward");
  return story;
}
const theDecision = (story: Story, number = 0) =>
  story.state.decisions.find((one) => one.decision === decisionId(number));

describe("a proposal", () => {
  it("[MKC-6] is the proposing side's, and there is one at a time", () => {
    const story = smallIncident();
    expect(proposes(story, 1, peer, "onward")).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", rule: "TST-6", message: expect.stringContaining("North") },
    });
    expect(proposes(story, 1, lead, "onward").ok).toBe(true);
    expect(proposes(story, 2, lead, "onward", 1)).toMatchObject({
      ok: false,
      refusal: { code: "conflict", message: expect.stringContaining(lead.id) },
    });
  });

  it("makes the same packet of the same state", () => {
    const [one, other] = [proposed(), proposed()];
    expect(theDecision(one)?.packetDigest).toBe(theDecision(other)?.packetDigest);
  });
});

describe("an answer", () => {
  it("[MKC-6] is refused while any criterion does not hold, and every blocker is named", () => {
    const story = smallIncident();
    proposes(story, 1, lead, "onward");
    const refused = signs(story, 2, lead, { answer: "go" });
    expect(refused).toMatchObject({
      ok: false,
      refusal: {
        code: "rule",
        rule: "TST-6",
        blockers: [
          { rule: "TST-6", message: "Does not hold: The rollback is verified" },
          { message: "Does not hold: Logs are in" },
        ],
      },
    });
  });

  it("[MKC-6] may always be NO-GO, and then needs its remediation plan", () => {
    const story = smallIncident();
    proposes(story, 1, lead, "onward");
    expect(signs(story, 2, lead, { answer: "stop", remediationPlan: "  " })).toMatchObject({
      ok: false,
      refusal: { code: "rule", message: expect.stringContaining("remediation plan") },
    });
    expect(signs(story, 2, lead, { answer: "stop", remediationPlan: "Mend it." }).ok).toBe(true);
  });

  it("[MKC-6] that reaches further needs its own criteria too", () => {
    const worst = proposed("A");
    expect(signs(worst, 5, lead, { answer: "go-far" })).toMatchObject({
      ok: false,
      refusal: { blockers: [{ message: "Does not hold: No critical incident is open" }] },
    });
    const crowded = proposed();
    crowded.otherCriticalIncidents = 1;
    expect(signs(crowded, 5, lead, { answer: "go-far" }).ok).toBe(false);
    expect(signs(proposed(), 5, lead, { answer: "go-far" }).ok).toBe(true);
  });

  it("is a member's of one of the two parties, once for each", () => {
    const story = proposed();
    expect(signs(story, 5, captain, { answer: "go" })).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised" },
    });
    expect(signs(story, 5, lead, { answer: "go" }).ok).toBe(true);
    expect(signs(story, 6, lead, { answer: "stop", remediationPlan: "x" })).toMatchObject({
      ok: false,
      refusal: { code: "conflict", message: expect.stringContaining(lead.id) },
    });
  });

  it("[MKC-6] is never one person's for both parties, also where they changed sides in between", () => {
    const story = proposed();
    signs(story, 5, lead, { answer: "go" });
    const assigned = { person: lead.id, role: "peer", party: "south" };
    story.does(6, captain, (state, circumstances) => decideRole(state, story.pack, assigned, circumstances));
    expect(signs(story, 7, lead, { answer: "go" })).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", rule: "TST-6", message: expect.stringContaining("the other party") },
    });
    expect(signs(story, 8, peer, { answer: "go" }).ok).toBe(true);
  });

  it("is one of the gate's answers", () => {
    const refused = signs(proposed(), 5, lead, { answer: "maybe" });
    expect(refused).toMatchObject({ ok: false, refusal: { code: "invalid" } });
    expect(!refused.ok && refused.refusal.message).toContain("GO, GO far, NO-GO");
  });

  it("is stale where the packet moved between reading and signing", () => {
    const story = proposed();
    const read = readsStatement(story, 5, lead, { answer: "go" });
    handsIn(story, 6, lead, "logs", { number: 1 });
    const shownDigest = "shownDigest" in read ? read.shownDigest : "";
    expect(signs(story, 7, lead, { answer: "go", shownDigest })).toMatchObject({
      ok: false,
      refusal: { code: "stale", rule: "TST-6" },
    });
    expect(story.entries("VerdictSigned")).toEqual([]);
  });
});

describe("a decision", () => {
  it("[MKC-6] is sealed when both sides give the same answer", () => {
    const story = proposed();
    signs(story, 5, lead, { answer: "go" });
    expect(theDecision(story)?.sealed).toBeNull();
    signs(story, 6, peer, { answer: "go" });
    expect(theDecision(story)?.sealed).toMatchObject({ outcome: "go", go: true, cause: "same-answer" });
  });

  it.each([
    [{ answer: "go" }, { answer: "stop", remediationPlan: "Mend it." }],
    [{ answer: "stop", remediationPlan: "Mend it." }, { answer: "go" }],
    [{ answer: "go" }, { answer: "go-far" }],
  ])("[MKC-6] is NO-GO where the answers are unequal: %j and %j", (first, second) => {
    const story = proposed();
    signs(story, 5, lead, first);
    signs(story, 6, peer, second);
    expect(theDecision(story)?.sealed).toMatchObject({
      outcome: "stop",
      go: false,
      cause: "unequal-answers",
    });
  });

  it("[MKC-6] may be put again after unequal answers; only agreement completes the rollback", () => {
    const story = proposed();
    signs(story, 5, lead, { answer: "go" });
    signs(story, 6, peer, { answer: "stop", remediationPlan: "Mend it." });
    expect(runOf(story).status).toBe("verified");
    expect(proposes(story, 7, lead, "onward", 1).ok).toBe(true);
    signs(story, 8, lead, { answer: "go", number: 1 });
    signs(story, 9, peer, { answer: "go", number: 1 });
    expect(runOf(story).status).toBe("complete");
  });

  it("takes no answer once it is sealed", () => {
    const story = proposed();
    signs(story, 5, lead, { answer: "go" });
    signs(story, 6, peer, { answer: "go" });
    expect(signs(story, 7, peer, { answer: "go" })).toMatchObject({
      ok: false,
      refusal: { code: "conflict" },
    });
  });

  it("is revised when the state moves, which voids the signatures given and names them", () => {
    const story = proposed();
    signs(story, 5, lead, { answer: "go" });
    handsIn(story, 6, peer, "tests", { number: 1 });
    expect(theDecision(story)).toMatchObject({ revision: 2, verdicts: {} });
    expect(story.entries("DecisionRevised").map(({ facts }) => facts.voided)).toEqual([["north"]]);
    const { voided, packet } = theDecision(story) ?? {};
    const gone = voided?.north;
    expect(gone).toMatchObject({ person: lead.id, answer: "go" });
    if (gone === undefined || packet === undefined) throw new Error("no signature was voided");
    expect(packetChanges(signedPacket(gone), packet, (id) => id)).toEqual(["tests: handed in anew"]);
    signs(story, 7, peer, { answer: "go" });
    expect(theDecision(story)?.sealed).toBeNull();
    expect(Object.keys(theDecision(story)?.voided ?? {})).toEqual(["north"]);
    signs(story, 8, lead, { answer: "go" });
    expect(theDecision(story)).toMatchObject({ voided: {}, sealed: { go: true } });
  });

  it("is revised once for one act, however many consequences the act has", () => {
    const story = smallIncident();
    startsRollback(story, 1, captain, "back");
    stepsSucceed(story, 2, "act");
    proposes(story, 3, lead, "onward");
    stepsSucceed(story, 4);
    const revised = story.entries("DecisionRevised");
    expect(revised.at(-1)?.facts.packet.run?.state).toBe("verified");
    expect(new Set(revised.map(({ facts }) => facts.packetDigest)).size).toBe(revised.length);
  });

  it("is not moved by what the packet does not hold", () => {
    const story = proposed();
    const before = theDecision(story)?.packetDigest;
    story.passesTo(60);
    expect(theDecision(story)).toMatchObject({ packetDigest: before, revision: 1 });
  });

  it("is about a packet that its own sealing does not change", () => {
    const story = proposed();
    signs(story, 5, lead, { answer: "go" });
    signs(story, 6, peer, { answer: "go" });
    expect(runOf(story).status).toBe("complete");
    const { packet } = theDecision(story) ?? {};
    const address = {
      decision: decisionId(),
      gate: "onward",
      residualRiskDigest: packet?.residualRiskDigest ?? "",
    };
    expect(buildPacket(story.state, story.pack, address, story)).toEqual(packet);
  });

  it("keeps in its record exactly what each side signed", () => {
    const story = proposed();
    signs(story, 5, lead, { answer: "go" });
    signs(story, 6, peer, { answer: "go" });
    const record = JSON.parse(theDecision(story)?.sealed?.record ?? "{}");
    expect(record.verdicts.map((one: { party: string }) => one.party)).toEqual(["north", "south"]);
    for (const verdict of record.verdicts) {
      const statement = Statement.parse(JSON.parse(verdict.statement));
      expect(statement).toMatchObject({
        packetDigest: record.packetDigest,
        answer: "go",
        party: verdict.party,
      });
    }
  });
});

describe("evidence", () => {
  it("[MKC-5] is handed in by the party that owes it", () => {
    const story = smallIncident();
    expect(handsIn(story, 1, peer, "logs")).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", rule: "TST-5" },
    });
    expect(handsIn(story, 1, lead, "logs").ok).toBe(true);
  });

  it("[MKC-5] proves success: a command that failed proves nothing", () => {
    expect(handsIn(smallIncident(), 1, lead, "logs", { exitCode: 1 })).toMatchObject({
      ok: false,
      refusal: { code: "rule", message: expect.stringContaining("exit 1") },
    });
  });

  it("is superseded by a newer one and never replaced", () => {
    const story = smallIncident();
    handsIn(story, 1, lead, "logs");
    handsIn(story, 2, lead, "logs", { number: 1 });
    expect(story.state.evidence.map(({ supersededBy }) => supersededBy !== null)).toEqual([true, false]);
  });
});
