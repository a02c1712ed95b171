import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hashPassword } from "#lib/auth/password.ts";
import { beginOneTimeCodes, confirmOneTimeCodes } from "#lib/auth/signature/one-time-codes.ts";
import { toBase64Url } from "#lib/auth/signature/statement.ts";
import { type OwnKey, ownKey } from "#lib/commands/testing/own-key.ts";
import type { SealedRecord } from "#lib/domain/decision/statement.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { challengeFor } from "#lib/platform/challenge.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { settings } from "#lib/platform/env.ts";
import { readDecision } from "#lib/queries/decision.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { handInEvidence } from "../evidence/hand-in.ts";
import type { OpenedSigning } from "../signing/open.ts";
import type { Name } from "../testing/cast.ts";
import { declared, playRun, serviceV3, startedRun } from "../testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf, typesAfter } from "../testing/stage.ts";
import { openSigning } from "./open-signing.ts";
import { proposeDecision } from "./propose.ts";
import { signVerdict } from "./sign.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";
const password = "correct horse battery";
const noGo = { answer: "no-go", remediationPlan: "Mend the envelope, then try again." };

let stage: Stage;
let as: ReturnType<typeof asking>;
let reference: string;
let decision: string;
const keys = new Map<Name, OwnKey>();

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  stage = await setStage(await hashPassword(password));
  as = asking(stage);
  for (const name of ["priya", "carl", "cora"] as const) {
    keys.set(name, await ownKey(stage.cast[name], name === "carl" ? "Ed25519" : "P-256"));
  }
});
afterAll(disconnectStore);
beforeEach(async () => {
  reference = await declared(stage, await serviceV3(stage));
  accepted(
    await proposeDecision(as("priya"), { reference, gate: "continue", residualRisk: "None is known." }),
  );
  decision = (await stateOf(reference)).decisions[0]?.decision ?? "";
});

const open = async (name: Name, said: { answer: string; remediationPlan?: string } = noGo) =>
  accepted(await openSigning(as(name), { reference, decision, ...said }));

function signature(name: Name, { passkey }: OpenedSigning) {
  const { url } = settings();
  const ceremony = { challenge: passkey?.challenge ?? "", origin: url, rpId: new URL(url).hostname };
  return { method: "passkey" as const, response: keys.get(name)?.assert(ceremony) };
}

type By = ReturnType<typeof signature>;
const send = (
  name: Name,
  opened: OpenedSigning,
  by: By = signature(name, opened),
  key: string = crypto.randomUUID(),
) =>
  signVerdict(as(name, key), {
    reference,
    challenge: opened.challenge,
    shownDigest: opened.statementDigest,
    by,
  });
const signed = async (name: Name, said = noGo) => accepted(await send(name, await open(name, said)));
const standing = async () => (await stateOf(reference)).decisions[0];

describe("a proposal", () => {
  it("[MKC-6] is the producer's, and there is one at a time", async () => {
    const again = { reference, gate: "continue", residualRisk: "None is known." };
    expect(await proposeDecision(as("carl"), again)).toMatchObject({
      refusal: { code: "unauthorised", rule: "MKC-6" },
    });
    expect(await proposeDecision(as("paul"), again)).toMatchObject({
      refusal: { code: "conflict", message: expect.stringMatching(/^priya proposed/) },
    });
  });

  it("[MKC-6] by two at once is one, and the other is told whose it is", async () => {
    reference = await declared(stage, await serviceV3(stage));
    const asked = { reference, gate: "continue", residualRisk: "None is known." };
    const outcomes = await Promise.all([
      proposeDecision(as("priya"), asked),
      proposeDecision(as("paul"), asked),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await stateOf(reference)).decisions).toHaveLength(1);
  });
});

describe("opening a signature", () => {
  it("gives the exact bytes to sign, names the key in the log once, and is for the two parties alone", async () => {
    const { seq } = await stateOf(reference);
    const opened = await open("priya");
    await open("priya");
    expect(await typesAfter(reference, seq)).toEqual(["SignerEnrolled"]);
    expect(sha256(opened.statement)).toBe(opened.statementDigest);
    expect(opened.passkey?.challenge).toBe(toBase64Url(challengeFor(opened.statement)));
    expect(JSON.parse(opened.statement)).toMatchObject({ party: "producer", person: stage.cast.priya });
    for (const name of ["maya", "nora", "olga"] as const)
      expect(await openSigning(as(name), { reference, decision, ...noGo })).toMatchObject({
        ok: false,
        refusal: { code: "unauthorised" },
      });
  });

  it("[MKC-6.1] [MKC-6.2] for a GO is refused past what does not hold, each with its rule", async () => {
    const outcome = await openSigning(as("priya"), { reference, decision, answer: "go-rehearsal" });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "rule", rule: "MKC-6.1" } });
    const rules = outcome.ok ? [] : outcome.refusal.blockers.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(["MKC-6.1", "MKC-5.1", "MKC-5.2"]));
  });

  it("[MKC-6] for a NO-GO needs its remediation plan", async () => {
    expect(await openSigning(as("priya"), { reference, decision, answer: "no-go" })).toMatchObject({
      refusal: { code: "rule", rule: "MKC-6", message: expect.stringContaining("remediation plan") },
    });
  });
});

describe("a signature", () => {
  it("[MKC-6] is recorded with all that is needed to check it, and one side's is no outcome", async () => {
    const opened = await open("priya");
    accepted(await send("priya", opened));
    const verdict = (await standing())?.verdicts.producer;
    expect(verdict).toMatchObject({
      person: stage.cast.priya,
      statement: opened.statement,
      statementDigest: opened.statementDigest,
      proof: { method: "passkey", credentialId: keys.get("priya")?.credentialId },
    });
    const enrolled = (await stateOf(reference)).signers.find(({ person }) => person === stage.cast.priya);
    expect(verdict?.proof).toMatchObject({ enrolledBy: enrolled?.entryHash });
    expect((await standing())?.sealed).toBeNull();
  });

  it("sent again is refused: its challenge is used up, whether it was accepted or not", async () => {
    const opened = await open("priya");
    const by = signature("priya", opened);
    accepted(await send("priya", opened, by));
    expect(await send("priya", opened, by)).toMatchObject({ refusal: { code: "stale" } });
    const other = await open("carl");
    const forged = signature("priya", other);
    expect(await send("carl", other, forged)).toMatchObject({ refusal: { code: "unauthorised" } });
    expect(await send("carl", other)).toMatchObject({ refusal: { code: "stale" } });
  });

  it("sent twice at once with one key is one verdict, and both hear of it", async () => {
    const opened = await open("priya");
    const by = signature("priya", opened);
    const { seq } = await stateOf(reference);
    const [one, other] = await Promise.all([
      send("priya", opened, by, "k".repeat(20)),
      send("priya", opened, by, "k".repeat(20)),
    ]);
    expect(accepted(one)).toEqual(accepted(other));
    expect(await typesAfter(reference, seq)).toEqual(["VerdictSigned"]);
  });

  it("over another person's challenge, or with another's passkey, is refused and records nothing", async () => {
    const { seq } = await stateOf(reference);
    const opened = await open("priya");
    const taken = await send("carl", opened, signature("carl", opened));
    expect(taken).toMatchObject({ refusal: { code: "stale" } });
    const foreign = await send("priya", opened, signature("carl", opened));
    expect(foreign).toMatchObject({
      refusal: { code: "unauthorised", message: "This passkey is not one of yours." },
    });
    expect(await typesAfter(reference, seq)).toEqual(["SignerEnrolled"]);
  });

  it("over a packet that changed meanwhile is stale, and nothing is recorded", async () => {
    const opened = await open("priya");
    const by = signature("priya", opened);
    await handIn("carl", "pin");
    const { seq } = await stateOf(reference);
    expect(await send("priya", opened, by)).toMatchObject({ refusal: { code: "stale", rule: "MKC-6" } });
    expect(await typesAfter(reference, seq)).toEqual([]);
  });

  it("is never taken for another statement: the digest of the newer packet does not pass with it", async () => {
    const opened = await open("priya");
    const by = signature("priya", opened);
    await handIn("carl", "pin");
    const { logHead, nonce } = JSON.parse(opened.statement);
    const newer = JSON.parse((await open("priya")).statement);
    const shownDigest = sha256(canonicalJson({ ...newer, logHead, nonce }));
    const { seq } = await stateOf(reference);
    const outcome = await signVerdict(as("priya"), {
      reference,
      challenge: opened.challenge,
      shownDigest,
      by,
    });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "stale" } });
    expect(await typesAfter(reference, seq)).toEqual([]);
  });

  it("[MKC-6] given before the packet changed is void, and its side signs again", async () => {
    await signed("priya");
    await handIn("carl", "pin");
    expect(await standing()).toMatchObject({ verdicts: {}, revision: 2 });
    const voided = async () => {
      const reader = { personId: stage.cast.carl, isAuditor: false };
      return (await readDecision(decision, reader))?.sides.map((side) => side.voided);
    };
    expect(await voided()).toEqual([
      {
        label: "NO-GO",
        signer: "priya",
        signedAt: expect.any(String),
        changes: [
          "Evidence is in. Handoff and pin of the consumer: holds now",
          "Handoff and pin of the consumer: handed in",
        ],
      },
      null,
    ]);
    expect(await signed("priya")).toMatchObject({ reference });
    expect(await voided()).toEqual([null, null]);
  });

  it("[MKC-6] of one side is given once: the second signer of the side is told who did", async () => {
    const [first, second] = [await open("carl"), await open("cora")];
    const outcomes = await Promise.all([send("carl", first), send("cora", second)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const winner = outcomes[0]?.ok ? "carl" : "cora";
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({
      refusal: { code: "conflict", message: `${winner} signed for Consumer already.` },
    });
  });
});

async function handIn(name: Name, requirement: string) {
  const proof = { kind: "command-output", exitCode: 0, summary: `Proof of ${requirement}` } as const;
  accepted(await handInEvidence(as(name), { reference, requirement, ...proof, body: "ok" }));
}

describe("the joint decision", () => {
  it("[MKC-6] of two equal answers seals a record that holds exactly the two statements", async () => {
    await signed("priya");
    await signed("carl");
    const sealed = await standing();
    expect(sealed?.sealed).toMatchObject({ outcome: "no-go", go: false, cause: "same-answer" });
    const record = JSON.parse(sealed?.sealed?.record ?? "") as SealedRecord;
    expect(sha256(sealed?.sealed?.record ?? "")).toBe(sealed?.sealed?.recordDigest);
    expect(record.verdicts.map(({ party, statement }) => [party, statement])).toEqual([
      ["producer", sealed?.verdicts.producer?.statement],
      ["consumer", sealed?.verdicts.consumer?.statement],
    ]);
    expect(await openSigning(as("cora"), { reference, decision, ...noGo })).toMatchObject({
      refusal: { code: "conflict", message: expect.stringContaining("sealed") },
    });
  });

  it("[MKC-6] of both sides signing at the same moment is sealed exactly once", async () => {
    for (let round = 0; round < 5; round += 1) {
      reference = await declared(stage, await serviceV3(stage));
      accepted(
        await proposeDecision(as("priya"), { reference, gate: "continue", residualRisk: "None is known." }),
      );
      decision = (await stateOf(reference)).decisions[0]?.decision ?? "";
      const [ours, theirs] = [await open("priya"), await open("carl")];
      const { seq } = await stateOf(reference);
      const outcomes = await Promise.all([send("priya", ours), send("carl", theirs)]);
      for (const outcome of outcomes) accepted(outcome);
      const types = await typesAfter(reference, seq);
      expect(types.filter((type) => type === "VerdictSigned")).toHaveLength(2);
      expect(types.filter((type) => type === "DecisionSealed")).toHaveLength(1);
    }
  });

  it("[MKC-6] [MKC-6.2] of unequal answers is NO-GO, and of two GOs completes the rollback", async () => {
    const run = await startedRun(stage, reference, "approved-baseline", "priya");
    await playRun(reference, run);
    for (const name of ["alignment", "parity", "smoke"]) await handIn("priya", name);
    for (const name of ["pin", "contract", "ci"]) await handIn("carl", name);
    const go = { answer: "go-rehearsal", remediationPlan: "" };
    await signed("priya", go);
    await signed("carl", noGo);
    expect((await standing())?.sealed).toMatchObject({ go: false, cause: "unequal-answers" });
    expect((await stateOf(reference)).runs[0]?.status).toBe("verified");
    accepted(
      await proposeDecision(as("priya"), { reference, gate: "continue", residualRisk: "None is known." }),
    );
    decision = (await stateOf(reference)).decisions[1]?.decision ?? "";
    await signed("priya", go);
    await signed("cora", go);
    expect((await stateOf(reference)).decisions[1]?.sealed).toMatchObject({
      outcome: "go-rehearsal",
      go: true,
    });
    expect((await stateOf(reference)).runs[0]?.status).toBe("complete");
  });

  it("[MKC-5.3] that completes a rollback holds both approvals and the residual risk, and its time is in UTC", async () => {
    const run = await startedRun(stage, reference, "approved-baseline", "priya");
    await playRun(reference, run);
    for (const name of ["alignment", "parity", "smoke"]) await handIn("priya", name);
    for (const name of ["pin", "contract", "ci"]) await handIn("carl", name);
    const go = { answer: "go-rehearsal", remediationPlan: "" };
    await signed("priya", go);
    expect((await stateOf(reference)).runs[0]?.completedAt).toBeNull();
    await signed("carl", go);
    const record = JSON.parse((await standing())?.sealed?.record ?? "") as SealedRecord;
    expect(record.verdicts.map(({ party, answer }) => [party, answer])).toEqual([
      ["producer", "go-rehearsal"],
      ["consumer", "go-rehearsal"],
    ]);
    expect(record.packet.residualRiskDigest).toBe(sha256(canonicalJson("None is known.")));
    expect((await stateOf(reference)).runs[0]?.completedAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });
});

describe("without a passkey at hand", () => {
  async function codesOf(name: Name) {
    const signer = { personId: stage.cast[name], name, email: `${name}@example.com` };
    const { setUp, typedSecret } = accepted(await beginOneTimeCodes(signer));
    const app = new TOTP({ secret: Secret.fromBase32(typedSecret.replaceAll(" ", "")) });
    const code = async (steps = 0) =>
      app.generate({ timestamp: Date.parse(await databaseNow()) + steps * 30_000 });
    accepted(await confirmOneTimeCodes(signer, { setUp, code: await code(-1) }));
    return code;
  }

  it("[MKC-6] password and code sign as attested by the server, marked so for good; a code is good once, and of somebody whom no signer of the party let in it is none", async () => {
    const code = await codesOf("paul");
    const stranger = await open("paul");
    expect(stranger).toMatchObject({
      passkey: null,
      notAttested: expect.stringContaining("signs with passkeys"),
    });
    const by = (typed: string, digits: string) => ({
      method: "server-attested" as const,
      password: typed,
      code: digits,
    });
    const sendingOf = (shown: OpenedSigning) => (proof: ReturnType<typeof by>) =>
      signVerdict(as("paul"), {
        reference,
        challenge: shown.challenge,
        shownDigest: shown.statementDigest,
        by: proof,
      });
    const { seq } = await stateOf(reference);
    expect(await sendingOf(stranger)(by(password, await code()))).toMatchObject({
      refusal: { code: "unauthorised", message: expect.stringContaining("have it countersigned") },
    });
    expect(await typesAfter(reference, seq)).toEqual([]);
    await ownKey(stage.cast.paul);
    const opened = await open("paul");
    expect(opened.notAttested).toBeNull();
    const sending = sendingOf(opened);
    const beforeHand = (await stateOf(reference)).seq;
    expect(await sending(by("wrong password", await code(1)))).toMatchObject({
      refusal: { code: "unauthorised" },
    });
    expect(await typesAfter(reference, beforeHand)).toEqual([]);
    const digits = await code(1);
    accepted(await sending(by(password, digits)));
    expect((await standing())?.verdicts.producer?.proof).toEqual({
      method: "server-attested",
      checked: ["password", "one-time-code"],
    });
    const again = await open("carl").then(() => sending(by(password, digits)));
    expect(again).toMatchObject({ ok: false });
    await signed("carl");
    const record = JSON.parse((await standing())?.sealed?.record ?? "") as SealedRecord;
    expect(record.verdicts.map(({ proof }) => (proof as { method: string }).method)).toEqual([
      "server-attested",
      "passkey",
    ]);
  });
});
