import { Secret, TOTP } from "otpauth";
import { hashPassword } from "#lib/auth/password.ts";
import { beginOneTimeCodes, confirmOneTimeCodes } from "#lib/auth/signature/one-time-codes.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { newId } from "#lib/platform/ids.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import type { CommandContext } from "../../context.ts";
import { withFile } from "../../evidence/with-file.ts";
import { publishBuiltInPacks } from "../../protocols/publish-built-in.ts";
import { closeCheckpoint } from "../close.ts";
import { observeBaseline } from "../observe-baseline.ts";
import { reportRun } from "../report-run.ts";
import { reportWithFile } from "../report-with-file.ts";
import { writeRecord } from "../write-record.ts";
import {
  accepted,
  add,
  addSigner,
  as,
  follow,
  opened,
  read,
  register,
  send,
  show,
  sign,
  values,
} from "./sides.ts";

type Person = CommandContext["actor"];

const password = "correct horse battery";

/** Somebody whose passkey is not at hand, and whose word the server attests. */
async function addAttesting(name: string, party: string) {
  const person = await addSigner(name, { party, roles: [], passwordHash: await hashPassword(password) });
  const signer = { personId: person.id, name, email: `${name}@example.com` };
  const { setUp, typedSecret } = accepted(await beginOneTimeCodes(signer));
  const app = new TOTP({ secret: Secret.fromBase32(typedSecret.replaceAll(" ", "")) });
  const code = async (steps: number) =>
    app.generate({ timestamp: Date.parse(await databaseNow()) + steps * 30_000 });
  accepted(await confirmOneTimeCodes(signer, { setUp, code: await code(-1) }));
  return {
    person,
    proof: async () => ({ method: "server-attested" as const, password, code: await code(0) }),
  };
}

async function* piecesOf(bytes: Buffer) {
  yield bytes;
}

/** A file that somebody hands in with a few words. */
async function handsIn(reference: string, by: Person, criterion: string): Promise<void> {
  const bytes = Buffer.from("What changes for consumers: ça va 🛑\n");
  const said = { criterion, passed: true, value: null, command: "The changelog", output: "" };
  const named = { name: "CHANGES, naïve 🛑.md", media: "text/markdown" };
  await withFile(piecesOf(bytes), bytes.length, async (file) =>
    accepted(await reportWithFile(as(by), { reference, ...said, ...named }, file)),
  );
}

/** A script of all of a run's commands, by a pipeline, with its output as a file. */
async function runs(reference: string, by: Person, commands: readonly string[]): Promise<void> {
  const bytes = Buffer.from(`${commands.join("\n")}\nall green, naïve 🛑\n`);
  const now = await databaseNow();
  const said = {
    idempotencyKey: newId(),
    ...{ for: reference, criterion: "producer-run", command: ["./verify-all.sh", "--strict"], exitCode: 0 },
    ...{ startedAt: now, endedAt: now, repository: "git@example.com:kernel.git", branch: "main" },
    ...{ commit: "d".repeat(40), isClean: true, media: "text/plain" },
    output: { sha256: sha256(bytes), bytes: bytes.length },
  };
  await withFile(piecesOf(bytes), bytes.length, async (file) =>
    accepted(await reportRun(as(by), { said, token: newId(), file })),
  );
}

/**
 * A checkpoint with all that a record can hold: a pipeline's run with its file, a file that a person handed in, a NO-GO of unequal answers with one side
 * attested by the server, a signature that a change voided, a GO of two passkeys, and a locked value that moved, by which
 * the console took that GO back.
 */
export async function sealedCheckpoint(): Promise<string> {
  await publishBuiltInPacks();
  const administrator = await add("alex", { isAdministrator: true });
  const producer = await addSigner("ines", { party: "producer", roles: ["producer-lead"] });
  const consumer = await addSigner("david", { party: "consumer", roles: ["consumer-lead"] });
  const second = await addSigner("dora", { party: "consumer", roles: [] });
  const attesting = await addAttesting("nadia", "producer");
  await register(administrator, "kernel");
  const reference = await opened(producer, "kernel");
  const { pack } = await read(reference);
  await runs(reference, producer, pack.runs["producer-run"]?.commands ?? []);
  await handsIn(reference, producer, "changelog");
  await follow(reference, { producer, consumer }, ({ kind }) => kind === "answer");
  const rehearsal = { reference, question: "rehearsal" };
  const shown = accepted(await show(attesting.person, { ...rehearsal, answer: "go" }));
  accepted(await send(attesting.person, reference, shown, await attesting.proof()));
  const mended = "Mend the envelope, then try again. Ça suffit 🛑";
  accepted(await sign(consumer, { ...rehearsal, answer: "no-go", remediation: mended }));
  const cutover = { reference, question: "cutover", answer: "go" } as const;
  accepted(await sign(producer, cutover));
  const written = { reference, part: "residual-risks", words: "One more risk: <b>naïve</b> & “quoted” 🛑" };
  accepted(await writeRecord(as(producer), { ...written, owner: null }));
  accepted(await sign(second, cutover));
  accepted(await sign(producer, cutover));
  accepted(await observeBaseline(as(consumer), { reference, values: { tag: values.tag } }));
  accepted(await observeBaseline(as(consumer), { reference, values: { ...values, sha: "e".repeat(40) } }));
  accepted(await closeCheckpoint(as(consumer), { reference, reason: "A locked value moved." }));
  return reference;
}
