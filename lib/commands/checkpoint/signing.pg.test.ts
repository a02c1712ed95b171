import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hashPassword } from "#lib/auth/password.ts";
import { beginOneTimeCodes, confirmOneTimeCodes } from "#lib/auth/signature/one-time-codes.ts";
import { toBase64Url } from "#lib/auth/signature/statement.ts";
import { softwareAuthenticator } from "#lib/auth/signature/testing/authenticator.ts";
import { opensTheWay } from "#lib/domain/checkpoint/outcome.ts";
import type { CheckpointRecord } from "#lib/domain/checkpoint/sealing.ts";
import { challengeFor } from "#lib/platform/challenge.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { settings } from "#lib/platform/env.ts";
import { readCheckpointView } from "#lib/queries/checkpoint.ts";
import { readCheckpointRecord } from "#lib/queries/checkpoint-record.ts";
import { markdownOf } from "#lib/queries/sealed-record-view.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { listInbox } from "#lib/store/inbox.ts";
import { listPasskeys } from "#lib/store/passkeys.ts";
import { setParty } from "#lib/store/people.ts";
import { databaseNow, withTransaction } from "#lib/store/transaction.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import type { CommandContext } from "../context.ts";
import { publishBuiltInPacks } from "../protocols/publish-built-in.ts";
import { observeBaseline } from "./observe-baseline.ts";
import { reportCriterion } from "./report-criterion.ts";
import {
  accepted,
  add,
  addSigner,
  as,
  countersigns,
  follow,
  opened,
  read,
  register,
  send,
  show,
  sign,
  signatureOf,
} from "./testing/sides.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";
const password = "correct horse battery";

type Person = CommandContext["actor"];
let database: TestDatabase;
let administrator: Person;
let producer: Person;
let second: Person;
let consumer: Person;
let reference: string;
let number = 0;

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  await publishBuiltInPacks();
  administrator = await add("alex", { isAdministrator: true });
  producer = await addSigner("ines", { party: "producer", roles: ["producer-lead"] });
  second = await addSigner("nadia", { party: "producer", roles: [] });
  consumer = await addSigner("david", { party: "consumer", roles: ["consumer-lead"] });
});
afterAll(disconnectStore);

/** Everything is in but the cutover's signatures. */
beforeEach(async () => {
  number += 1;
  await register(administrator, `kernel-${number}`);
  reference = await opened(producer, `kernel-${number}`);
  await follow(
    reference,
    { producer, consumer },
    (act) => act.kind === "answer" && act.question === "cutover",
  );
});

const go = () => ({ reference, question: "cutover", answer: "go" }) as const;
const failing = (by: Person) =>
  reportCriterion(as(by), {
    reference,
    criterion: "manifest",
    passed: false,
    value: null,
    command: "make verify",
    output: "a field is missing",
  });
const cutover = async () => {
  const { state } = await read(reference);
  return state.sealings.filter(({ question }) => question === "cutover");
};

describe("a signature at a checkpoint", () => {
  it("[MKD-8.8] is over the bytes that the server built, with a key that the log names", async () => {
    const shown = accepted(await show(producer, go()));
    expect(sha256(shown.statement)).toBe(shown.statementDigest);
    expect(shown.passkey?.challenge).toBe(toBase64Url(challengeFor(shown.statement)));
    accepted(await send(producer, reference, shown));
    const { state } = await read(reference);
    const signature = state.verdicts.producer?.cutover?.signature;
    expect(signature).toMatchObject({ statement: shown.statement, statementDigest: shown.statementDigest });
    expect(state.signers.map(({ entryHash }) => entryHash)).toContain(
      signature?.proof.method === "passkey" ? signature.proof.enrolledBy : null,
    );
    expect(await cutover()).toEqual([]);
  });

  it("[MKD-8.8] of both sides seals the question with a record that reads as a document", async () => {
    accepted(await sign(producer, go()));
    accepted(await sign(consumer, go()));
    const [sealing] = await cutover();
    expect(sealing).toMatchObject({ outcome: "go", cause: "same-answer" });
    expect(sha256(sealing?.record ?? "")).toBe(sealing?.recordDigest);
    const record: CheckpointRecord = JSON.parse(sealing?.record ?? "");
    expect(record.verdicts.map(({ person }) => person)).toEqual([producer.id, consumer.id]);
    const reader = { personId: producer.id, party: "producer", roles: [], isAuditor: false };
    const found = await readCheckpointRecord(reference, sealing?.seq ?? 0, reader);
    if (found === null) throw new Error("there is no record");
    const markdown = markdownOf(found);
    expect(markdown).toContain("# GO \\(runtime cutover\\)");
    expect(markdown).toMatch(/Producer\*\*: GO.*ines, passkey/);
    expect(markdown).toContain("Agreed");
    expect(markdown).toContain(sealing?.recordDigest);
    const outsider = { personId: administrator.id, party: null, roles: [], isAuditor: false };
    expect(await readCheckpointRecord(reference, sealing?.seq ?? 0, outsider)).toBeNull();
  });

  it("[MKD-8.8] of both sides at once seals it exactly once", async () => {
    const shown = await Promise.all([producer, consumer].map(async (one) => accepted(await show(one, go()))));
    const [ofProducer, ofConsumer] = shown;
    if (ofProducer === undefined || ofConsumer === undefined) throw new Error("nothing was shown");
    await Promise.all([send(producer, reference, ofProducer), send(consumer, reference, ofConsumer)]);
    expect((await cutover()).map(({ outcome }) => outcome)).toEqual(["go"]);
  });

  it("[MKD-8.8] tells the other side that its answer is awaited, its signer that it counts no more, and both what was sealed", async () => {
    accepted(await sign(second, go()));
    const titlesFor = async ({ id: personId }: Person) =>
      (await listInbox(personId)).flatMap((one) => (one.reference === reference ? [one.title] : []));
    expect(await titlesFor(consumer)).toContainEqual(
      expect.stringMatching(/^Producer has signed;.*cut over/),
    );
    expect(await titlesFor(producer)).not.toContainEqual(expect.stringMatching(/has signed;.*cut over/));
    accepted(await failing(producer));
    expect(await titlesFor(second)).toContainEqual(expect.stringMatching(/^Your signature counts no more/));
    for (const person of [producer, consumer])
      accepted(await sign(person, { ...go(), answer: "no-go", remediation: "Mend the manifest." }));
    for (const person of [producer, second, consumer])
      expect(await titlesFor(person)).toContain("Sealed: NO-GO. May the runtime be cut over?");
  });

  it("[MKD-8.8] over what turned red or changed after the sealing stands no more, and both sides are told why", async () => {
    for (const person of [producer, consumer]) accepted(await sign(person, go()));
    accepted(await failing(producer));
    const again = { reference, criterion: "manifest", passed: true, value: null, command: "make verify" };
    accepted(await reportCriterion(as(producer), { ...again, output: "another manifest" }));
    const { state, pack, around } = await read(reference);
    expect(opensTheWay(state, pack, around)).toBe(false);
    const titles = (await listInbox(consumer.id)).filter((one) => one.reference === reference);
    expect(titles.filter(({ kind }) => kind === "decision").map(({ title }) => title)).toContain(
      "GO (runtime cutover) stands no more, blocked by: The producer's manifest is in line. May the runtime be cut over?",
    );
    expect(titles.filter(({ title }) => title.includes("stands no more"))).toHaveLength(1);
  });

  it("[MKD-1] that a moved baseline took back is told by its time and entry, and its side names no deputy any more", async () => {
    for (const person of [producer, consumer]) accepted(await sign(person, go()));
    const reader = { personId: producer.id, party: "producer", roles: ["producer-lead"], isAuditor: false };
    const [sealed] = await cutover();
    const before = await readCheckpointView(reference, reader);
    expect(before).toMatchObject({ deputies: { leads: "Producer" } });
    expect(before?.questions.map(({ sealing }) => sealing?.takesBack)).toEqual([null, null]);
    accepted(await observeBaseline(as(consumer), { reference, values: { apiContract: "another" } }));
    const view = await readCheckpointView(reference, reader);
    expect(view).toMatchObject({ standing: "no-go", deputies: { leads: null, candidates: [] } });
    expect(view?.questions.find(({ id }) => id === "cutover")?.sealing?.takesBack).toEqual({
      at: sealed?.at,
      seq: sealed?.seq,
    });
  });

  it("[MKD-8] is refused for a GO past what does not hold, to everyone, with every rule", async () => {
    accepted(await failing(producer));
    for (const person of [producer, consumer])
      expect(await show(person, go())).toMatchObject({
        ok: false,
        refusal: { code: "rule", rule: "MKD-8", blockers: [{ rule: "MKD-3.2" }] },
      });
    expect(await show(administrator, go())).toMatchObject({ refusal: { code: "unauthorised" } });
  });

  it("[MKD-8.8] over a packet that changed meanwhile is stale; used once, it signs nothing more", async () => {
    const shown = accepted(await show(producer, go()));
    const { state } = await read(reference);
    const again = {
      reference,
      criterion: "manifest",
      passed: true,
      value: null,
      command: "make",
      output: "2",
    };
    accepted(await reportCriterion(as(producer), again));
    expect(await send(producer, reference, shown)).toMatchObject({
      refusal: { code: "stale", rule: "MKD-8" },
    });
    expect(await send(producer, reference, shown)).toMatchObject({ refusal: { code: "stale", rule: null } });
    expect((await read(reference)).state.seq).toBe(state.seq + 1);
  });

  it("with another person's passkey, or over another's challenge, is refused", async () => {
    const shown = accepted(await show(producer, go()));
    expect(await send(consumer, reference, shown)).toMatchObject({ refusal: { code: "stale" } });
    const foreign = signatureOf(consumer, shown);
    expect(await send(producer, reference, shown, foreign)).toMatchObject({
      refusal: { code: "unauthorised", message: "This passkey is not one of yours." },
    });
  });

  it("[MKD-8.8] with a key that was swapped where keys are kept is refused: their log enrolled another", async () => {
    const shown = accepted(await show(consumer, go()));
    const [passkey] = await listPasskeys(consumer.id);
    const thief = softwareAuthenticator("P-256");
    const swap = (key?: string) =>
      withClient(database.app, (client) =>
        client.query('UPDATE "Passkey" SET public_key_cose = $2, counter = 0 WHERE credential_id = $1', [
          passkey?.credentialId,
          key,
        ]),
      );
    await swap(thief.publicKeyCose);
    const ceremony = { origin: settings().url, rpId: new URL(settings().url).hostname };
    const answer = thief.assert({ ...ceremony, challenge: shown.passkey?.challenge ?? "" });
    const response = { ...answer, id: passkey?.credentialId, rawId: passkey?.credentialId };
    const outcome = await send(consumer, reference, shown, { method: "passkey", response });
    const again = await show(consumer, go());
    await swap(passkey?.publicKeyCose);
    const message = expect.stringMatching(/has another key than entry \d+ of the passkeys' log/);
    for (const refused of [outcome, again])
      expect(refused).toMatchObject({ refusal: { code: "unauthorised", message } });
    expect((await read(reference)).state.verdicts.consumer?.cutover).toBeUndefined();
  });

  it("[MKD-8] is one person's for one side, also when the roster moves them to the other", async () => {
    accepted(await sign(second, go()));
    await withTransaction((tx) => setParty(tx, second.id, "consumer"));
    try {
      expect(await sign(second, go())).toMatchObject({
        refusal: { code: "unauthorised", rule: "MKD-8", message: expect.stringMatching(/^nadia signed/) },
      });
    } finally {
      await withTransaction((tx) => setParty(tx, second.id, "producer"));
    }
    expect(await cutover()).toEqual([]);
  });
});

it("[MKD-8.8] with a key that the log enrolled for one side is none for the other", async () => {
  accepted(await show(second, go()));
  await withTransaction((tx) => setParty(tx, second.id, "consumer"));
  try {
    await countersigns(consumer, second);
    expect(await sign(second, go())).toMatchObject({
      refusal: { code: "unauthorised", message: expect.stringContaining("stood on the other side") },
    });
  } finally {
    await withTransaction((tx) => setParty(tx, second.id, "producer"));
  }
});

it("[MKD-8.8] by password and one-time code says so, and is none for the cutover's GO", async () => {
  const person = await addSigner(`codes-${number}`, {
    party: "consumer",
    roles: [],
    passwordHash: await hashPassword(password),
  });
  const signer = { personId: person.id, name: "codes", email: `codes-${number}@example.com` };
  const { setUp, typedSecret } = accepted(await beginOneTimeCodes(signer));
  const generator = new TOTP({ secret: Secret.fromBase32(typedSecret.replaceAll(" ", "")) });
  const codeAt = async (steps: number) =>
    generator.generate({ timestamp: Date.parse(await databaseNow()) + steps * 30_000 });
  accepted(await confirmOneTimeCodes(signer, { setUp, code: await codeAt(-1) }));
  const attest = async (answer: "go" | "no-go", steps: number) => {
    const shown = accepted(await show(person, { ...go(), answer, remediation: "No passkey yet." }));
    const by = { method: "server-attested" as const, password, code: await codeAt(steps) };
    return send(person, reference, shown, by);
  };
  expect(await attest("go", 0)).toMatchObject({
    refusal: { code: "rule", message: "GO (runtime cutover) is signed with a passkey." },
  });
  accepted(await attest("no-go", 1));
  accepted(await sign(producer, go()));
  const [sealing] = await cutover();
  expect(sealing).toMatchObject({ outcome: "no-go", cause: "unequal-answers" });
  const reader = { personId: producer.id, party: "producer", roles: [], isAuditor: false };
  const found = await readCheckpointRecord(reference, sealing?.seq ?? 0, reader);
  expect(found === null ? "" : markdownOf(found)).toContain("server\\-attested");
});
