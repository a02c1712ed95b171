import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OwnKey, ownKey } from "#lib/commands/testing/own-key.ts";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import { Statement } from "#lib/domain/decision/statement.ts";
import { settings } from "#lib/platform/env.ts";
import { keepSigningKey } from "#lib/platform/signing-key.ts";
import { readCheckpointRecord } from "#lib/queries/checkpoint-record.ts";
import { readCheckpoints } from "#lib/queries/checkpoints.ts";
import { readDecisionRecord } from "#lib/queries/decision-record.ts";
import { exportBundle } from "#lib/queries/export-bundle.ts";
import { markdownOf } from "#lib/queries/sealed-record-view.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { readZip } from "#lib/verify/bundle/read-zip.ts";
import { publicKeyOf } from "#lib/verify/bundle/seal.ts";
import { verifyBundle } from "#lib/verify/bundle/verify-bundle.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { askSecond } from "#scripts/verifiers/second.ts";
import { endCheckpointDeputy } from "../checkpoint/end-deputy.ts";
import { nameCheckpointDeputy } from "../checkpoint/name-deputy.ts";
import * as sides from "../checkpoint/testing/sides.ts";
import type { Name } from "../testing/cast.ts";
import { declared, serviceV3 } from "../testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf } from "../testing/stage.ts";
import { nameDeputy } from "./name-deputy.ts";
import { openSigning } from "./open-signing.ts";
import { proposeDecision } from "./propose.ts";
import { signVerdict } from "./sign.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";
const folder = mkdtempSync(join(tmpdir(), "deputies-"));
let stage: Stage;
let as: ReturnType<typeof asking>;
type Signer = "nora" | "carl";
const keys = new Map<Signer, OwnKey>();

beforeAll(async () => {
  connectStore((await testDatabase()).worker);
  stage = await setStage();
  as = asking(stage);
  for (const name of ["nora", "carl"] as const) keys.set(name, await ownKey(stage.cast[name]));
});
afterAll(async () => {
  await disconnectStore();
  rmSync(folder, { recursive: true });
});

const forAnHour = async () => {
  const from = await databaseNow();
  return { from, until: minutesAfter(from, 60, 1), reason: "Asleep until the morning." };
};

describe("a deputy for a joint decision", () => {
  let reference: string;
  beforeAll(async () => {
    reference = await declared(stage, await serviceV3(stage));
    accepted(
      await proposeDecision(as("priya"), { reference, gate: "continue", residualRisk: "None is known." }),
    );
  });
  const noGo = async () => {
    const decision = (await stateOf(reference)).decisions[0]?.decision ?? "";
    return { reference, decision, answer: "no-go", remediationPlan: "Mend the envelope." };
  };
  const sign = async (name: Signer) => {
    const opened = accepted(await openSigning(as(name), await noGo()));
    const { url } = settings();
    const ceremony = { origin: url, rpId: new URL(url).hostname };
    const response = keys.get(name)?.assert({ ...ceremony, challenge: opened.passkey?.challenge ?? "" });
    const shown = { challenge: opened.challenge, shownDigest: opened.statementDigest };
    accepted(await signVerdict(as(name), { reference, ...shown, by: { method: "passkey", response } }));
    return Statement.parse(JSON.parse(opened.statement));
  };

  it("[MKC-6] signs with their own passkey, says for whom, and both verifiers find it good", async () => {
    expect(await openSigning(as("nora"), await noGo())).toMatchObject({
      refusal: { code: "unauthorised", rule: "MKC-6" },
    });
    const naming = { reference, person: stage.cast.nora, ...(await forAnHour()) };
    expect(await nameDeputy(as("maya"), naming)).toMatchObject({ refusal: { code: "unauthorised" } });
    expect(await nameDeputy(as("priya"), { ...naming, person: stage.cast.carl })).toMatchObject({
      refusal: { rule: "MKC-6", message: expect.stringMatching(/^carl is of the other side/) },
    });
    const { seq } = accepted(await nameDeputy(as("priya"), naming));
    expect(await sign("nora")).toMatchObject({
      party: "producer",
      person: stage.cast.nora,
      deputyFor: { person: stage.cast.priya, named: seq },
    });
    await sign("carl");
    expect((await stateOf(reference)).decisions[0]?.sealed).toMatchObject({ go: false });
    const key = await keepSigningKey(join(folder, "signing-key.pem"));
    const archive = (await exportBundle(reference, key))?.archive ?? new Uint8Array();
    const trusted = [publicKeyOf(key)];
    expect(verifyBundle(archive, trusted)).toMatchObject({ verdict: "verified", findings: [] });
    expect(await askSecond([archive], trusted)).toEqual([{ verdict: "verified", findings: [] }]);
  });

  it("[MKC-6] what they sealed is read as a document and as Markdown by whoever may read the room, and in the bundle", async () => {
    const [decision] = (await stateOf(reference)).decisions;
    const { seq = 0, recordDigest, at = "" } = decision?.sealed ?? {};
    const read = (name: Name, entry = seq) =>
      readDecisionRecord(reference, entry, { personId: stage.cast[name], isAuditor: false });
    const found = await read("priya");
    expect(found).toMatchObject({ recordDigest, document: { outcome: "NO-GO", isGo: false } });
    const markdown = found === null ? "" : markdownOf(found);
    const signedAt = decision?.verdicts.producer?.signedAt ?? "";
    const digest = decision?.verdicts.producer?.statementDigest ?? "";
    expect(markdown).toMatch(/^# NO\\-GO\n/);
    expect(markdown.replaceAll("\\", "")).toMatch(
      new RegExp(
        `Producer\\*\\*: NO-GO. nora, as deputy for priya, passkey .*, ${signedAt}, statement ${digest}`,
      ),
    );
    for (const words of [
      "Mend the envelope.",
      "None is known.",
      recordDigest,
      "has not signed the record yet",
    ])
      expect(markdown).toContain(words);
    expect(markdown.replaceAll("\\", "")).toContain(at);
    for (const other of [await read("olga"), await read("priya", seq - 1)]) expect(other).toBeNull();
    const key = await keepSigningKey(join(folder, "signing-key.pem"));
    const files = readZip((await exportBundle(reference, key))?.archive ?? new Uint8Array());
    const text = files.find(({ path }) => path === `records/${decision?.decision}.md`)?.bytes;
    for (const words of [`as deputy for priya (${stage.cast.priya})`, "Mend the envelope.", digest])
      expect(
        Buffer.from(text ?? [])
          .toString()
          .replaceAll("\\", ""),
      ).toContain(words);
  });
});

it("[MKD-8] [MKD-8.8] a deputy finds the checkpoint in their list and signs until it is taken back, and the record says for whom", async () => {
  const administrator = await sides.add("alex", { isAdministrator: true });
  const producer = await sides.addSigner("ines", { party: "producer", roles: ["producer-lead"] });
  const consumer = await sides.addSigner("david", { party: "consumer", roles: ["consumer-lead"] });
  const deputy = await sides.addSigner("rosa", { roles: [] });
  await sides.register(administrator, "kernel");
  const reference = await sides.opened(producer, "kernel");
  await sides.follow(reference, { producer, consumer }, (act) => act.kind === "answer");
  const said = { reference, question: "rehearsal", answer: "go" } as const;
  const naming = { reference, person: deputy.id, ...(await forAnHour()) };
  const himself = { ...naming, person: administrator.id };
  expect(await nameCheckpointDeputy(sides.as(administrator), himself)).toMatchObject({
    refusal: { code: "unauthorised" },
  });
  const reader = { personId: deputy.id, party: null, roles: [], isAuditor: false };
  const listed = async () => (await readCheckpoints(reader)).map((one) => one.reference);
  expect(await listed()).toEqual([]);
  const { seq } = accepted(await nameCheckpointDeputy(sides.as(producer), naming));
  expect(await listed()).toEqual([reference]);
  accepted(await sides.sign(deputy, said));
  accepted(await sides.sign(consumer, said));
  const { state } = await sides.read(reference);
  const sealing = state.sealings.find(({ question }) => question === "rehearsal");
  expect(sealing).toMatchObject({ outcome: "go", cause: "same-answer" });
  const record = await readCheckpointRecord(reference, sealing?.seq ?? 0, reader);
  expect(record === null ? "" : markdownOf(record)).toContain("rosa, as deputy for ines, passkey");
  accepted(await endCheckpointDeputy(sides.as(producer), { reference, named: seq, reason: "Awake again." }));
  expect(await listed()).toEqual([]);
  const after = { ...said, question: "cutover", answer: "no-go", remediation: "Not yet." } as const;
  expect(await sides.show(deputy, after)).toMatchObject({ refusal: { code: "unauthorised" } });
});
