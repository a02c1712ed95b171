import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { proposeDecision } from "#lib/commands/decision/propose.ts";
import { handInEvidence } from "#lib/commands/evidence/hand-in.ts";
import { assignRole } from "#lib/commands/incident/assign-role.ts";
import { accepted } from "#lib/commands/testing/stage.ts";
import { exportBundle } from "#lib/queries/export-bundle.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { verifyBundle } from "#lib/verify/bundle/verify-bundle.ts";
import { openHouse } from "./house.ts";
import { act, realActs, realOnward } from "./real-acts.ts";
import { declaredRoom, type RealRoom } from "./real-room.ts";
import { type Asked, count, noTally, type Tally, type TriedOut, toldOf } from "./told.ts";

const name = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...realOnward) },
  { weight: 2, arbitrary: fc.constantFrom(...realActs) },
);
const step = fc.record({ act: name, who: fc.nat(23), what: fc.nat(23) });
/** What stands together in an inner list is done at the same moment. */
const moments = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 14,
  size: "max",
});
type Moments = { act: string; who: number; what: number }[][];

const { privateKey } = generateKeyPairSync("ed25519");

/** An incident with its evidence and a proposal, because that is where the rules begin to matter. */
async function begun(): Promise<RealRoom> {
  const room = await declaredRoom(await openHouse());
  const { reference, house } = room;
  for (const name of ["peer", "secondPeer"] as const)
    accepted(await assignRole(room.as("captain"), { reference, person: house.ids[name], role: "peer" }));
  const proof = { kind: "command-output", exitCode: 0, summary: "It is proved.", body: "ok" } as const;
  accepted(await handInEvidence(room.as("lead"), { reference, requirement: "logs", ...proof }));
  accepted(
    await proposeDecision(room.as("lead"), { reference, gate: "onward", residualRisk: "None is known." }),
  );
  return room;
}

/** The offline verifier looks at every signature anew, and shares nothing with the oracle either. */
async function foundOffline(reference: string): Promise<string[]> {
  const exported = await exportBundle(reference, privateKey);
  const verdict = verifyBundle(exported?.archive ?? new Uint8Array(), null);
  if (verdict.verdict === "unreadable") return [`the bundle is unreadable: ${verdict.reason}`];
  return verdict.findings.map(({ check, where, message }) => `offline, ${check}, ${where}: ${message}`);
}

async function play(sequence: Moments, tally: Tally): Promise<void> {
  const room = await begun();
  try {
    for (const together of sequence)
      await Promise.all(together.map((one) => act(room, one.act, one.who, one.what)));
    for (const { event } of await readEntries(room.reference, 0)) count(event, tally);
    const breaks = [...(await room.breaks()), ...(await foundOffline(room.reference))];
    if (breaks.length > 0) throw new Error(breaks.join("\n"));
  } finally {
    await room.house.leave();
  }
}

/** As `tryOut`, with the console's own commands on a real database, several at the same moment. */
export async function tryOutReal(asked: Asked): Promise<TriedOut> {
  const tally = noTally();
  const property = fc.asyncProperty(moments, (sequence) => play(sequence, tally));
  const { sequences, seed, path } = asked;
  const checked = await fc.check(property, { numRuns: sequences, seed, ...(path !== undefined && { path }) });
  const lines = (checked.counterexample?.[0] ?? []).map((together) =>
    together.map((one) => `${one.act} (${one.who}, ${one.what})`).join(" || "),
  );
  return { broken: checked.failed ? toldOf(checked, lines) : null, tally };
}
