import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { revokeOwnPasskey } from "#lib/auth/signature/revocation.ts";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { settings } from "#lib/platform/env.ts";
import { readCountersignatures } from "#lib/queries/countersignatures.ts";
import { verifyAllKeys } from "#lib/queries/passkey-log.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { listInbox } from "#lib/store/inbox.ts";
import { removePerson } from "#lib/store/people.ts";
import { databaseNow, withTransaction } from "#lib/store/transaction.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { endDeputy } from "../decision/end-deputy.ts";
import { nameDeputy } from "../decision/name-deputy.ts";
import { openSigning } from "../decision/open-signing.ts";
import { proposeDecision } from "../decision/propose.ts";
import { signVerdict } from "../decision/sign.ts";
import type { OpenedSigning } from "../signing/open.ts";
import type { Name } from "../testing/cast.ts";
import { declared, serviceV3 } from "../testing/incidents.ts";
import { enrolKey, type OwnKey } from "../testing/own-key.ts";
import { accepted, asking, type Stage, setStage, stateOf } from "../testing/stage.ts";
import { countersign } from "./countersign.ts";
import { openCountersigning } from "./open-countersigning.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";
const reference = "passkeys";
let database: TestDatabase;
let stage: Stage;
let as: ReturnType<typeof asking>;
let keys: Map<Name, OwnKey>;

/** Carl is the consumer's first; Cora, of the same party, comes after him, and Priya is the producer's. */
beforeEach(async () => {
  database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  as = asking(stage);
  keys = new Map();
  for (const name of ["carl", "cora", "priya"] as const) keys.set(name, await enrol(name));
});
afterEach(disconnectStore);

const enrol = (name: Name): Promise<OwnKey> => enrolKey(stage.cast[name], `${name}'s key`);
const idOf = (name: Name) => keys.get(name)?.credentialId ?? "";
const open = (by: Name, of: Name) => openCountersigning(as(by), { reference, credentialId: idOf(of) });
function signature(by: Name, { passkey }: OpenedSigning) {
  const { url } = settings();
  const ceremony = { challenge: passkey?.challenge ?? "", origin: url, rpId: new URL(url).hostname };
  return { method: "passkey" as const, response: keys.get(by)?.assert(ceremony) };
}
const send = (by: Name, opened: OpenedSigning, made = signature(by, opened)) =>
  countersign(as(by), {
    reference,
    challenge: opened.challenge,
    shownDigest: opened.statementDigest,
    by: made,
  });
const standingOf = async (name: Name) =>
  (await readCountersignatures(stage.cast[name])).standings[idOf(name)];
const queueOf = async (name: Name) =>
  (await readCountersignatures(stage.cast[name])).queue.map(({ person, label }) => `${person}: ${label}`);

const told = async (name: Name) =>
  (await listInbox(stage.cast[name])).flatMap((one) => (one.reference === reference ? [one.title] : []));

async function decision(): Promise<{ incident: string; decision: string }> {
  const incident = await declared(stage, await serviceV3(stage));
  const proposal = { reference: incident, gate: "continue", residualRisk: "None is known." };
  accepted(await proposeDecision(as("priya"), proposal));
  return { incident, decision: (await stateOf(incident)).decisions[0]?.decision ?? "" };
}
const asked = ({ incident, decision: id }: { incident: string; decision: string }) => ({
  reference: incident,
  decision: id,
  answer: "no-go",
  remediationPlan: "Mend it.",
});

describe("a passkey of a party's further signer", () => {
  it("signs nothing for the party before it is countersigned, and whoever would sign is told by whom", async () => {
    const open = await decision();
    const shown = accepted(await openSigning(as("cora"), asked(open)));
    expect(shown).toMatchObject({ passkey: null, waiting: expect.stringMatching(/“cora's key”.* by carl/) });
    expect(await standingOf("cora")).toMatchObject({ state: "waits", from: ["carl"] });
    expect(await queueOf("carl")).toEqual(["cora: cora's key"]);
    expect(await queueOf("priya")).toEqual([]);
    const { challenge, statementDigest: shownDigest, statement } = shown;
    const { url } = settings();
    const ceremony = { origin: url, rpId: new URL(url).hostname };
    const bytes = Buffer.from(sha256(`holdpoint-statement-v1\n${statement}`), "hex").toString("base64url");
    const response = keys.get("cora")?.assert({ ...ceremony, challenge: bytes });
    const by = { method: "passkey" as const, response };
    expect(
      await signVerdict(as("cora"), { reference: open.incident, challenge, shownDigest, by }),
    ).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", message: expect.stringMatching(/by carl/) },
    });
  });

  it("signs once another signer of the party has countersigned it with their own", async () => {
    accepted(await send("carl", accepted(await open("carl", "cora"))));
    expect(await standingOf("cora")).toEqual({ state: "signs", party: "consumer", by: "carl" });
    expect(await queueOf("carl")).toEqual([]);
    const shown = accepted(await openSigning(as("cora"), asked(await decision())));
    expect(shown).toMatchObject({ waiting: null, passkey: { allowCredentials: [{ id: idOf("cora") }] } });
    expect(await verifyAllKeys()).toMatchObject({ findings: [] });
  });

  it("is countersigned by nobody but them: not by its person, the other side, or who belongs to none", async () => {
    for (const name of ["cora", "priya", "maya"] as const)
      expect(await open(name, "cora")).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
  });

  it("is countersigned once, and not by a signature that is another's or of another statement", async () => {
    const opened = accepted(await open("carl", "cora"));
    const stolen = await send("carl", opened, signature("priya", opened));
    expect(stolen).toMatchObject({ refusal: { code: "unauthorised" } });
    const [one, other] = [accepted(await open("carl", "cora")), accepted(await open("carl", "cora"))];
    accepted(await send("carl", one));
    expect(await send("carl", other)).toMatchObject({ refusal: { code: "stale" } });
    expect(await open("carl", "cora")).toMatchObject({ refusal: { code: "stale" } });
  });

  it("waits for the other side where an administrator removed the party's signers, and is never the first", async () => {
    await withTransaction(async (tx) => removePerson(tx, stage.cast.carl, await databaseNow(tx)));
    expect(await standingOf("cora")).toMatchObject({ state: "waits", from: ["priya"] });
    accepted(await send("priya", accepted(await open("priya", "cora"))));
    expect(await standingOf("cora")).toMatchObject({ state: "signs", by: "priya" });
  });

  it("is its party's first where the one before took their own back", async () => {
    const carl = { personId: stage.cast.carl, name: "carl", email: "" };
    accepted(await revokeOwnPasskey(carl, idOf("carl")));
    expect(await told("priya")).toEqual([]);
    const shown = accepted(await openSigning(as("cora"), asked(await decision())));
    expect(shown.waiting).toBeNull();
    expect(await standingOf("cora")).toMatchObject({ state: "signs", by: null });
    expect(await verifyAllKeys()).toMatchObject({ findings: [] });
  });

  it("of one party alone waits for whoever becomes the first of another, who is told at that signature", async () => {
    const open = await decision();
    await withTransaction(async (tx) => removePerson(tx, stage.cast.priya, await databaseNow(tx)));
    keys.set("paul", await enrol("paul"));
    accepted(await revokeOwnPasskey({ personId: stage.cast.carl, name: "carl", email: "" }, idOf("carl")));
    expect(await standingOf("paul")).toMatchObject({ state: "waits", from: [] });
    expect(await told("cora")).toEqual([]);
    accepted(await openSigning(as("cora"), asked(open)));
    expect(await told("cora")).toEqual(["A passkey of paul waits for your countersignature"]);
  });
});

it("a deputy's passkey signs by the word of a lead whose own passkey signs for the party, and of no other", async () => {
  keys.set("nora", await enrol("nora"));
  const open = await decision();
  const from = await databaseNow();
  const naming = { reference: open.incident, person: stage.cast.nora, from, reason: "Asleep." };
  const until = minutesAfter(from, 60, 1);
  const { seq } = accepted(await nameDeputy(as("paul"), { ...naming, until }));
  const shown = accepted(await openSigning(as("nora"), asked(open)));
  expect(shown).toMatchObject({ passkey: null, waiting: expect.stringMatching(/a deputy for paul/) });
  accepted(await endDeputy(as("paul"), { reference: open.incident, named: seq, reason: "Awake." }));
  accepted(await nameDeputy(as("priya"), { ...naming, until }));
  expect(accepted(await openSigning(as("nora"), asked(open)))).toMatchObject({
    waiting: null,
    passkey: { allowCredentials: [{ id: idOf("nora") }] },
  });
});

it("who has the console's own rights in the database and admits a key past it is refused at the signature, and found", async () => {
  const facts = { person: stage.cast.cora, credentialId: idOf("cora"), party: "consumer" };
  const { appendPasskeyEvents, lockPasskeyLog } = await import("#lib/store/passkey-log.ts");
  await withTransaction(async (tx) => {
    const after = await lockPasskeyLog(tx);
    const event = {
      type: "SignerAdmitted",
      facts: { ...facts, by: { means: "invitation" } },
      text: {},
    } as const;
    const actor = { kind: "person", id: stage.cast.cora } as const;
    await appendPasskeyEvents(tx, { after, events: [event], actor, now: await databaseNow(tx) });
  });
  expect(accepted(await openSigning(as("cora"), asked(await decision()))).waiting).toMatch(/by carl/);
  const { findings } = await verifyAllKeys();
  expect(findings).toMatchObject([{ message: "its key is not its party's first" }]);
});
