import { Secret, TOTP } from "otpauth";
import { beginOneTimeCodes, confirmOneTimeCodes } from "#lib/auth/signature/one-time-codes.ts";
import { type OwnKey, ownKey } from "#lib/commands/testing/own-key.ts";
import { settings } from "#lib/platform/env.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { openSigning } from "../decision/open-signing.ts";
import { proposeDecision } from "../decision/propose.ts";
import { signVerdict } from "../decision/sign.ts";
import { handInEvidence } from "../evidence/hand-in.ts";
import { handInFile } from "../evidence/hand-in-file.ts";
import { withFile } from "../evidence/with-file.ts";
import { addNote } from "../timeline/add-note.ts";
import { redactEntry } from "../timeline/redact-entry.ts";
import type { Name } from "./cast.ts";
import { declared, playRun, serviceV3, startedRun } from "./incidents.ts";
import { accepted, asking, type Stage, stateOf } from "./stage.ts";

type Signing = { stage: Stage; reference: string; keys: Map<Name, OwnKey> };

const go = { answer: "go-rehearsal", remediationPlan: "" };
const noGo = { answer: "no-go", remediationPlan: "Mend the envelope, then try again. Ça suffit 🛑" };

async function newKeys({ cast }: Stage): Promise<Signing["keys"]> {
  const keys: Signing["keys"] = new Map();
  for (const name of ["priya", "carl", "cora"] as const) {
    keys.set(name, await ownKey(cast[name], name === "carl" ? "Ed25519" : "P-256"));
  }
  return keys;
}

const openedFor = async ({ stage, reference }: Signing, name: Name, said: typeof go) => {
  const decision = (await stateOf(reference)).decisions.at(-1)?.decision ?? "";
  return accepted(await openSigning(asking(stage)(name), { reference, decision, ...said }));
};

async function signs(signing: Signing, name: Name, said: typeof go): Promise<void> {
  const { challenge, statementDigest: shownDigest, passkey } = await openedFor(signing, name, said);
  const { url } = settings();
  const ceremony = { challenge: passkey?.challenge ?? "", origin: url, rpId: new URL(url).hostname };
  const by = { method: "passkey" as const, response: signing.keys.get(name)?.assert(ceremony) };
  const { stage, reference } = signing;
  accepted(await signVerdict(asking(stage)(name), { reference, challenge, shownDigest, by }));
}

/** With a passkey that is not at hand. */
async function attests(signing: Signing, name: Name, password: string, said: typeof go): Promise<void> {
  const { stage, reference } = signing;
  await ownKey(stage.cast[name]);
  const signer = { personId: stage.cast[name], name, email: `${name}@example.com` };
  const { setUp, typedSecret } = accepted(await beginOneTimeCodes(signer));
  const app = new TOTP({ secret: Secret.fromBase32(typedSecret.replaceAll(" ", "")) });
  const code = async (steps: number) =>
    app.generate({ timestamp: Date.parse(await databaseNow()) + steps * 30_000 });
  accepted(await confirmOneTimeCodes(signer, { setUp, code: await code(-1) }));
  const { challenge, statementDigest: shownDigest } = await openedFor(signing, name, said);
  const by = { method: "server-attested" as const, password, code: await code(0) };
  accepted(await signVerdict(asking(stage)(name), { reference, challenge, shownDigest, by }));
}

async function handsIn({ stage, reference }: Signing, name: Name, requirement: string): Promise<void> {
  const proof = { kind: "command-output", exitCode: 0, summary: `Proof of ${requirement}` } as const;
  accepted(await handInEvidence(asking(stage)(name), { reference, requirement, ...proof, body: "ok" }));
}

/** A file, and a newer one that supersedes it: both stay. */
async function handsInFiles({ stage, reference }: Signing, name: Name, requirement: string): Promise<void> {
  for (const words of ["311 passed, 1 failed\n", "312 passed\n"]) {
    const bytes = Buffer.from(words);
    const said = { reference, requirement, summary: `Report of ${requirement}`, name: "naïve report.txt" };
    const from = (async function* () {
      yield bytes;
    })();
    await withFile(from, bytes.length, async (file) =>
      accepted(await handInFile(asking(stage)(name), { ...said, media: "text/plain" }, file)),
    );
  }
}

async function proposes({ stage, reference }: Signing): Promise<void> {
  const proposal = { reference, gate: "continue", residualRisk: "None is known." };
  accepted(await proposeDecision(asking(stage)("priya"), proposal));
}

/**
 * An incident with all that a record can hold: a verdict that a new packet voided, a NO-GO of unequal answers with one
 * side attested by the server, a GO of two passkeys, and words that were redacted. `password` is the stage's own.
 */
export async function sealedIncident(stage: Stage, password: string): Promise<string> {
  const as = asking(stage);
  const reference = await declared(stage, await serviceV3(stage));
  const signing = { stage, reference, keys: await newKeys(stage) };
  const body = "A name that does not belong here, <script>alert(1)</script>";
  accepted(await addNote(as("maya"), { reference, kind: "note", body }));
  const { seq } = await stateOf(reference);
  accepted(await redactEntry(as("maya"), { reference, redacts: seq, reason: "A person's name." }));
  accepted(await addNote(as("maya"), { reference, kind: "note", body: "Kept: <b>naïve</b> & “quoted” 🛑" }));
  await proposes(signing);
  await signs(signing, "priya", noGo);
  const run = await startedRun(stage, reference, "approved-baseline", "priya");
  await playRun(reference, run);
  for (const name of ["alignment", "parity"]) await handsIn(signing, "priya", name);
  await handsInFiles(signing, "priya", "smoke");
  for (const name of ["pin", "contract", "ci"]) await handsIn(signing, "carl", name);
  await attests(signing, "paul", password, go);
  await signs(signing, "carl", noGo);
  await proposes(signing);
  await signs(signing, "priya", go);
  await signs(signing, "cora", go);
  return reference;
}
