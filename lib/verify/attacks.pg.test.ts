import { generateKeyPairSync } from "node:crypto";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { hashPassword } from "#lib/auth/password.ts";
import { softwareAuthenticator } from "#lib/auth/signature/testing/authenticator.ts";
import { openSigning } from "#lib/commands/decision/open-signing.ts";
import { proposeDecision } from "#lib/commands/decision/propose.ts";
import { signVerdict } from "#lib/commands/decision/sign.ts";
import { declared, serviceV3 } from "#lib/commands/testing/incidents.ts";
import { sealedIncident } from "#lib/commands/testing/sealed-incident.ts";
import { accepted, asking, type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { addNote } from "#lib/commands/timeline/add-note.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { settings } from "#lib/platform/env.ts";
import { exportBundle } from "#lib/queries/export-bundle.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readRawEntries } from "#lib/store/log/raw-entries.ts";
import { listPasskeys } from "#lib/store/passkeys.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { asSuperuser, backUp, putBack, rewrite } from "#scripts/testing/intruder.ts";
import { verify } from "../../bin/commands/verify.ts";
import type { Source } from "./bundle/assemble.ts";
import { publicKeyOf } from "./bundle/seal.ts";
import { type Loosened, rewritten, sourceOf } from "./bundle/testing/forge.ts";
import { verifyBundle } from "./bundle/verify-bundle.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";
const password = "correct horse battery";
const { privateKey } = generateKeyPairSync("ed25519");
const trusted = [publicKeyOf(privateKey)];
let database: TestDatabase;
let stage: Stage;
let reference: string;
/** What somebody exported before the attack, and so holds from elsewhere. */
let exported: Source;

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  stage = await setStage(await hashPassword(password));
  reference = await sealedIncident(stage, password);
  for (const body of ["One", "Two"])
    accepted(await addNote(asking(stage)("maya"), { reference, kind: "note", body }));
  exported = sourceOf(await bundle());
  await asSuperuser(database.superuser, (client) => backUp(client, "as it was"));
});
afterEach(() => asSuperuser(database.superuser, (client) => putBack(client, "as it was")));
afterAll(disconnectStore);

/** What `holdpoint verify` says of the incident's log, and how it ends. */
const told = (...more: string[]) => tellsOf("--incident", reference, ...more);
async function tellsOf(...asked: string[]): Promise<string> {
  const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    const exit = await verify(asked);
    return `${exit} ${out.mock.calls.map(([words]) => words).join("")}`;
  } finally {
    out.mockRestore();
  }
}
/** The head of the bundle that was exported before, as the command takes it. */
const witness = () => ["--witness", `${exported.head.seq}:${exported.head.hash}`];

const bundle = async () => (await exportBundle(reference, privateKey))?.archive ?? new Uint8Array();

/** What the verifier finds in a bundle of the log as it stands now. */
async function foundInBundle(): Promise<string[]> {
  const verdict = verifyBundle(await bundle(), trusted);
  if (verdict.verdict === "unreadable") return ["unreadable"];
  return verdict.findings.map(({ check, where, message }) => `${check}, ${where}: ${message}`);
}

const entryOf = (type: string) =>
  exported.entries.findLast(({ header }) => header.includes(`"type":"${type}"`))?.seq ?? 0;
const does = (client: pg.Client, sql: string, seq: number) => client.query(sql, [reference, seq]);
const changing = (change: string) => `UPDATE "LogEntry" SET ${change} WHERE stream = $1 AND seq = $2`;
const copied = "hash, prev_hash, header, facts, text, text_salt, recorded_at";

/** What is done at which entry, by which guard the owner of the tables is refused, and what the verifier says of a superuser's deed. */
const attacks: [string, () => number, string, RegExp, RegExp][] = [
  [
    "the facts of an entry are edited",
    () => 1,
    changing("facts = replace(facts, 'SEV-1', 'SEV-2')"),
    /append-only: UPDATE/,
    /BROKEN at entry 1: its facts are not those that were recorded/,
  ],
  [
    "the author of an entry is edited",
    () => 2,
    changing(`header = replace(header, '"kind":"', '"kind": "')`),
    /append-only: UPDATE/,
    /BROKEN at entry 2: its hash is not that of its header/,
  ],
  [
    "the time of an entry is edited",
    () => 2,
    changing("recorded_at = recorded_at + interval '1 hour'"),
    /append-only: UPDATE/,
    /BROKEN at entry 2: its column of the time of recording/,
  ],
  [
    "the text of an entry is edited",
    () => entryOf("NoteAdded"),
    changing("text = replace(text, 'Two', 'Six')"),
    /append-only: UPDATE/,
    /BROKEN at entry \d+: its text is not the one that was recorded/,
  ],
  [
    "the text of an entry is taken away, and no redaction says so",
    () => entryOf("NoteAdded"),
    changing("text = NULL, text_salt = NULL"),
    /append-only: UPDATE/,
    /BROKEN at entry \d+: its text is gone and no entry says/,
  ],
  [
    "a signature is edited",
    () => entryOf("VerdictSigned"),
    changing(`facts = replace(facts, '"signature":"', '"signature":"A')`),
    /append-only: UPDATE/,
    /BROKEN at entry \d+: its facts are not those that were recorded/,
  ],
  [
    "the key that a person enrolled is swapped",
    () => entryOf("SignerEnrolled"),
    changing(`facts = replace(facts, '"publicKeyCose":"', '"publicKeyCose":"A')`),
    /append-only: UPDATE/,
    /BROKEN at entry \d+: its facts are not those that were recorded/,
  ],
  [
    "an entry is deleted",
    () => 3,
    'DELETE FROM "LogEntry" WHERE stream = $1 AND seq = $2',
    /append-only: DELETE/,
    /BROKEN at entry 3: it is missing: entry 4 stands in its place/,
  ],
  [
    "the last entry is deleted",
    () => exported.head.seq,
    'DELETE FROM "LogEntry" WHERE stream = $1 AND seq = $2',
    /append-only: DELETE/,
    /BROKEN at entry \d+: it is missing: the head says that there are/,
  ],
  [
    "an entry is inserted",
    () => 3,
    `INSERT INTO "LogEntry" (stream, seq, ${copied})
     SELECT e.stream, h.seq + 1, ${copied.replaceAll(/(\w+)/g, "e.$1")}
     FROM "LogEntry" e, "LogHead" h WHERE e.stream = $1 AND h.stream = $1 AND e.seq = $2`,
    /does not follow its head/,
    /BROKEN at entry \d+: its header says that it is entry 3/,
  ],
  [
    "two entries change places",
    () => 3,
    `UPDATE "LogEntry" e SET ${copied.replaceAll(/(\w+)/g, "$1 = o.$1")} FROM "LogEntry" o
     WHERE e.stream = $1 AND o.stream = $1 AND e.seq IN ($2, $2 + 1) AND o.seq = 2 * $2 + 1 - e.seq`,
    /append-only: UPDATE/,
    /BROKEN at entry 3: its header says that it is entry 4/,
  ],
  [
    "the head is set back",
    () => 3,
    'UPDATE "LogHead" h SET seq = $2, hash = e.hash FROM "LogEntry" e WHERE h.stream = $1 AND e.stream = $1 AND e.seq = $2',
    /moves only to the entry after it/,
    /BROKEN at entry 4: the head says that there are only 3/,
  ],
];

describe("the log", () => {
  it("is whole before anybody touches it, and where its bundle's head says", async () => {
    expect(await told(...witness())).toMatch(/^0 .*the chain is whole/);
    expect(await foundInBundle()).toEqual([]);
  });

  it.each(attacks)(
    "%s: refused to the console and to the tables' owner, and named where a superuser did it",
    async (_, seq, sql, guard, finding) => {
      const asked = (address: string) => withClient(address, (client) => does(client, sql, seq()));
      await expect(asked(database.app)).rejects.toThrow(/permission denied for table/);
      await expect(asked(database.worker)).rejects.toThrow(/permission denied for table/);
      await expect(asked(database.migrator)).rejects.toThrow(guard);
      await asSuperuser(database.superuser, (client) => does(client, sql, seq()));
      expect(await told()).toMatch(new RegExp(`^1 .*${finding.source}`));
    },
  );
});

const chainedAgain = (change: (entries: Loosened[]) => Loosened[]) =>
  asSuperuser(database.superuser, (client) => rewrite(client, reference, rewritten(exported, change)));
const changed = (seq: number, change: (entry: Loosened) => Loosened) => (entries: Loosened[]) =>
  entries.map((entry, index) => (index === seq - 1 ? change(entry) : entry));

describe("a superuser who chains the log again, so that it is whole by itself,", () => {
  it("after an edit that nobody signed behind, is found by a head that somebody holds from elsewhere", async () => {
    await chainedAgain(
      changed(entryOf("NoteAdded"), (entry) => ({ ...entry, text: { body: "Other words" } })),
    );
    expect(await told()).toMatch(/^0 /);
    expect(await told(...witness())).toMatch(/^1 .*REWRITTEN: entry \d+ is not the one that was witnessed/);
  });

  it("after an edit that people signed behind, is found by their signatures: each names the head that it stood on", async () => {
    await chainedAgain(
      changed(1, (entry) => ({ ...entry, text: { ...entry.text, title: "Another title" } })),
    );
    expect(await told()).toMatch(/^1 .*FAILS, though the chain is whole.*statement, entry \d+: the head/s);
    const found = await foundInBundle();
    expect(found).toContainEqual(
      expect.stringMatching(/^statement, entry \d+: the head of the log that it names/),
    );
    expect(found).toContainEqual(expect.stringMatching(/^enrolment, entry \d+: it names another entry/));
    expect(await told(...witness())).toMatch(/^1 .*REWRITTEN/);
  });

  it("after an edit of a signature is found by the signature", async () => {
    const edited = changed(entryOf("VerdictSigned"), (entry) => {
      const proof = entry.facts.proof as Record<string, unknown>;
      const data = Buffer.from(String(proof.authenticatorData), "base64url");
      data[36] = (data[36] ?? 0) ^ 1;
      const counter = Number(proof.counter) ^ 1;
      const other = { ...proof, counter, authenticatorData: data.toString("base64url") };
      return { ...entry, facts: { ...entry.facts, proof: other } };
    });
    await chainedAgain(edited);
    expect(await told()).toMatch(/^1 .*FAILS, though the chain is whole.*assertion, entry \d+: /s);
    expect(await foundInBundle()).toContainEqual(expect.stringMatching(/^assertion, entry \d+: /));
  });

  it("after a swap of an enrolled key is found by what that key signed", async () => {
    const { publicKeyCose } = softwareAuthenticator("P-256");
    await chainedAgain(
      changed(entryOf("SignerEnrolled"), (entry) => ({ ...entry, facts: { ...entry.facts, publicKeyCose } })),
    );
    expect(await foundInBundle()).toContainEqual(
      expect.stringMatching(
        /^enrolment, entry \d+: it names another entry than the one that enrolled its key/,
      ),
    );
  });

  it("after a cut of the tail, its head set to the new end, is found by a head from elsewhere", async () => {
    await chainedAgain((entries) => entries.slice(0, -1));
    expect(await told()).toMatch(/^0 /);
    expect(await told(...witness())).toMatch(/^1 .*REWRITTEN/);
  });

  it("who rolls the tables back to a backup is found by a head from elsewhere", async () => {
    await asSuperuser(database.superuser, (client) => backUp(client, "nightly"));
    accepted(await addNote(asking(stage)("maya"), { reference, kind: "note", body: "Three" }));
    const { seq, head } = await stateOf(reference);
    await asSuperuser(database.superuser, (client) => putBack(client, "nightly"));
    expect(await told(...witness())).toMatch(/^0 /);
    expect(await told("--witness", `${seq}:${head}`)).toMatch(/^1 .*REWRITTEN/);
  });
});

async function proposed(): Promise<string> {
  const proposal = { reference, gate: "continue", residualRisk: "None is known." };
  accepted(await proposeDecision(asking(stage)("priya"), proposal));
  return (await stateOf(reference)).decisions.at(-1)?.decision ?? "";
}

/** The last verdict once more, as if given on the packet that is proposed now. */
function verdictNobodyGave(entries: Loosened[]): Loosened {
  const last = (type: string) => entries.findLast(({ header }) => header.type === type);
  const [given, open] = [last("VerdictSigned"), last("DecisionProposed")];
  if (given === undefined || open === undefined) throw new Error("there are a verdict and a proposal");
  const { decision, packet, packetDigest } = open.facts;
  const statement = canonicalJson({ ...JSON.parse(String(given.facts.statement)), packet, packetDigest });
  const statementDigest = sha256(statement);
  return { ...given, facts: { ...given.facts, decision, packetDigest, statement, statementDigest } };
}

describe("who has the console's own rights in the database", () => {
  it("and appends a verdict with a signature that was given for another is found by the signature", async () => {
    await proposed();
    const forged = rewritten(sourceOf(await bundle()), (entries) => [...entries, verdictNobodyGave(entries)]);
    const last = forged.entries.at(-1);
    await withClient(database.app, (client) =>
      client.query("SELECT append_entry($1, $2, $3, $4, $5, $6, $7)", [
        ...[reference, last?.seq, last?.hash, last?.header, last?.facts, last?.text, last?.textSalt],
      ]),
    );
    expect(await told()).toMatch(/^1 .*FAILS, though the chain is whole.*entry \d+: /s);
    expect(await foundInBundle()).toContainEqual(
      expect.stringMatching(new RegExp(`^assertion, entry ${last?.seq}: `)),
    );
  });

  /** Priya's passkey row as somebody with these rights leaves it, while `work` goes on. */
  async function whileSwapped<T>(columns: string, values: unknown[], work: () => Promise<T>): Promise<T> {
    const [passkey] = await listPasskeys(stage.cast.priya);
    const write = (set: string, given: unknown[]) =>
      withClient(database.app, (client) =>
        client.query(`UPDATE "Passkey" SET ${set} WHERE credential_id = $1`, [
          passkey?.credentialId,
          ...given,
        ]),
      );
    await write(columns, values);
    try {
      return await work();
    } finally {
      await write("public_key_cose = $2, person_id = $3", [passkey?.publicKeyCose, stage.cast.priya]);
    }
  }
  const noGo = async () => ({ decision: await proposed(), answer: "no-go", remediationPlan: "Mend it." });
  const named = (message: RegExp) => ({
    ok: false,
    refusal: { code: "unauthorised", message: expect.stringMatching(message) },
  });
  const keys = () => tellsOf("--passkeys");

  it("and swaps a person's key before its first use in an incident is refused when they would sign, and named", async () => {
    const thief = softwareAuthenticator("P-256");
    const elsewhere = await declared(stage, await serviceV3(stage));
    const proposal = { reference: elsewhere, gate: "continue", residualRisk: "None is known." };
    accepted(await proposeDecision(asking(stage)("priya"), proposal));
    const decision = (await stateOf(elsewhere)).decisions[0]?.decision ?? "";
    const said = { reference: elsewhere, decision, answer: "no-go", remediationPlan: "Mend it." };
    const swapped = await whileSwapped(
      "public_key_cose = $2, counter = 0",
      [thief.publicKeyCose],
      async () => ({
        opened: await openSigning(asking(stage)("priya"), said),
        told: await keys(),
      }),
    );
    expect(swapped.opened).toMatchObject(
      named(/has another key than entry \d+ of the passkeys' log enrolled/),
    );
    expect(swapped.told).toMatch(/^1 .*the passkey .*has another key than entry/s);
    expect((await stateOf(elsewhere)).signers).toEqual([]);
    expect(await keys()).toMatch(/^0 /);
  });

  it("and swaps the key between reading and signing is refused at the signature", async () => {
    const thief = softwareAuthenticator("P-256");
    const opened = accepted(await openSigning(asking(stage)("priya"), { reference, ...(await noGo()) }));
    const [passkey] = await listPasskeys(stage.cast.priya);
    const outcome = await whileSwapped("public_key_cose = $2, counter = 0", [thief.publicKeyCose], () => {
      const ceremony = { origin: settings().url, rpId: new URL(settings().url).hostname };
      const answer = thief.assert({ ...ceremony, challenge: opened.passkey?.challenge ?? "" });
      const response = { ...answer, id: passkey?.credentialId, rawId: passkey?.credentialId };
      const { challenge, statementDigest: shownDigest } = opened;
      const by = { method: "passkey" as const, response };
      return signVerdict(asking(stage)("priya"), { reference, challenge, shownDigest, by });
    });
    expect(outcome).toMatchObject(named(/has another key than entry \d+ of the passkeys' log enrolled/));
  });

  it("and gives somebody a passkey that nobody enrolled, or another's, is refused by name", async () => {
    const said = { reference, ...(await noGo()) };
    const insert = `INSERT INTO "Passkey" (credential_id, person_id, public_key_cose, algorithm, label)
      VALUES ('put-in', $1, $2, -7, 'put in')`;
    const { publicKeyCose } = softwareAuthenticator("P-256");
    const by = (sql: string, values: unknown[]) =>
      withClient(database.app, (client) => client.query(sql, values));
    await by(insert, [stage.cast.cora, publicKeyCose]);
    const put = await openSigning(asking(stage)("cora"), said);
    await by(`DELETE FROM "Passkey" WHERE credential_id = $1`, ["put-in"]);
    expect(put).toMatchObject(named(/No entry of the passkeys' log enrolled the passkey “put in”/));
    const lent = await whileSwapped("person_id = $2", [stage.cast.cora], () =>
      openSigning(asking(stage)("cora"), said),
    );
    expect(lent).toMatchObject(named(/for somebody else/));
  });

  it("and names a key in an incident's log past the console is found against the passkeys' log", async () => {
    const thief = softwareAuthenticator("P-256");
    const forged = rewritten(sourceOf(await bundle()), (entries) => {
      const named = entries.findLast(({ header }) => header.type === "SignerEnrolled");
      if (named === undefined) throw new Error("a key is named");
      const { credentialId, publicKeyCose } = thief;
      return [...entries, { ...named, facts: { ...named.facts, credentialId, publicKeyCose } }];
    });
    const last = forged.entries.at(-1);
    await withClient(database.app, (client) =>
      client.query("SELECT append_entry($1, $2, $3, $4, $5, $6, $7)", [
        ...[reference, last?.seq, last?.hash, last?.header, last?.facts, last?.text, last?.textSalt],
      ]),
    );
    const finding = `entry ${last?.seq}: no entry of the passkeys' log enrolled its key`;
    expect(await told()).toMatch(new RegExp(`^1 .*KEYS.*${finding}`, "s"));
    expect(await keys()).toContain(`${reference}, ${finding}`);
  });
});

it("a superuser who writes another key into the passkeys' log, and chains it again, is found by the keys that logs use", async () => {
  const entries = await readRawEntries("passkeys", 0);
  const { publicKeyCose } = softwareAuthenticator("P-256");
  const swapped = rewritten(
    { ...exported, entries },
    changed(1, (entry) => ({
      ...entry,
      facts: { ...entry.facts, publicKeyCose },
    })),
  );
  await asSuperuser(database.superuser, (client) => rewrite(client, "passkeys", swapped));
  expect(await told()).toMatch(/^1 .*its key is not the one that entry 1 of the passkeys' log enrolled/s);
  const [passkey] = entries;
  expect(await tellsOf("--passkeys")).toContain(JSON.parse(passkey?.facts ?? "{}").credentialId);
});

it("a published protocol is rewritten: refused to the console and the owner, and no bundle is made of a superuser's", async () => {
  const sql = `UPDATE "ProtocolVersion" SET body = replace(body, '"dueInMinutes":15', '"dueInMinutes":150')`;
  const asked = (address: string) => withClient(address, (client) => client.query(sql));
  await expect(asked(database.app)).rejects.toThrow(/permission denied for table ProtocolVersion/);
  await expect(asked(database.migrator)).rejects.toThrow(/what was published stays: UPDATE/);
  await asSuperuser(database.superuser, (client) => client.query(sql));
  vi.resetModules();
  const { connectStore: connectAfresh, disconnectStore: leave } = await import("#lib/store/client.ts");
  const { exportBundle: exportAfresh } = await import("#lib/queries/export-bundle.ts");
  connectAfresh(database.app);
  await expect(exportAfresh(reference, privateKey)).rejects.toThrow(/not the one that was pinned/);
  await leave();
});
