import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { proposeDecision } from "#lib/commands/decision/propose.ts";
import { handInEvidence } from "#lib/commands/evidence/hand-in.ts";
import { assignRole } from "#lib/commands/incident/assign-role.ts";
import { accepted } from "#lib/commands/testing/stage.ts";
import { exportBundle } from "#lib/queries/export-bundle.ts";
import { readCheckpointEntries } from "#lib/store/checkpoint-log.ts";
import { verifyBundle } from "#lib/verify/bundle/verify-bundle.ts";
import { openHouse } from "./house.ts";
import { roomActs, roomOnward } from "./real-acts.ts";
import { declaredRoom, type RealRoom } from "./real-room.ts";
import type { RealSigning } from "./real-signing.ts";
import type { Act } from "./real-signing-acts.ts";
import { openedTable, type RealTable } from "./real-table.ts";
import { attests, tableActs, tableOnward, writes } from "./real-table-acts.ts";
import { type Asked, count, countAtCheckpoint, noTally, type Tally, type TriedOut, toldOf } from "./told.ts";

type Decided<R extends RealSigning> = {
  begun: () => Promise<R>;
  acts: Record<string, Act<R>>;
  onward: string[];
  counted: (room: R, tally: Tally) => Promise<void>;
};
type Moments = { act: string; who: number; what: number }[][];

/** What stands together in an inner list is done at the same moment. */
function momentsOf(acts: string[], onward: string[]): fc.Arbitrary<Moments> {
  const act = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...onward) },
    { weight: 2, arbitrary: fc.constantFrom(...acts) },
  );
  const step = fc.record({ act, who: fc.nat(23), what: fc.nat(23) });
  const moment = fc.array(step, { minLength: 1, maxLength: 3 });
  return fc.array(moment, { minLength: 1, maxLength: 14, size: "max" });
}

const { privateKey } = generateKeyPairSync("ed25519");

/** An incident with its evidence and a proposal, because that is where the rules begin to matter. */
async function begunRoom(): Promise<RealRoom> {
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

/** A checkpoint at which nothing is missing but the signatures. */
async function begunTable(): Promise<RealTable> {
  const table = await openedTable(await openHouse());
  await table.shows("lead", "logs", "ok 0");
  await table.shows("peer", "tests", "ok 0");
  await attests(table, "Read 0.");
  await writes(table, "Risk 0");
  return table;
}

/** The offline verifier looks at every signature anew, and shares nothing with the oracle either. */
async function foundOffline(stream: string): Promise<string[]> {
  const exported = await exportBundle(stream, privateKey);
  const verdict = verifyBundle(exported?.archive ?? new Uint8Array(), null);
  if (verdict.verdict === "unreadable") return [`the bundle is unreadable: ${verdict.reason}`];
  return verdict.findings.map(({ check, where, message }) => `offline, ${check}, ${where}: ${message}`);
}

async function play<R extends RealSigning>(
  sequence: Moments,
  { begun, acts, counted }: Decided<R>,
  tally: Tally,
): Promise<void> {
  const room = await begun();
  try {
    for (const together of sequence)
      await Promise.all(together.map((one) => acts[one.act]?.(room, one.who, one.what)));
    await counted(room, tally);
    const breaks = [...(await room.breaks()), ...(await foundOffline(room.stream))];
    if (breaks.length > 0) throw new Error(breaks.join("\n"));
  } finally {
    await room.house.leave();
  }
}

async function tried<R extends RealSigning>(decided: Decided<R>, asked: Asked): Promise<TriedOut> {
  const tally = noTally();
  const moments = momentsOf(Object.keys(decided.acts), decided.onward);
  const property = fc.asyncProperty(moments, (sequence) => play(sequence, decided, tally));
  const { sequences, seed, path } = asked;
  const checked = await fc.check(property, { numRuns: sequences, seed, ...(path !== undefined && { path }) });
  const lines = (checked.counterexample?.[0] ?? []).map((together) =>
    together.map((one) => `${one.act} (${one.who}, ${one.what})`).join(" || "),
  );
  return { broken: checked.failed ? toldOf(checked, lines) : null, tally };
}

const room: Decided<RealRoom> = {
  begun: begunRoom,
  acts: roomActs,
  onward: roomOnward,
  counted: async (one, tally) => {
    for (const event of (await one.read()).log) count(event, tally);
  },
};
const table: Decided<RealTable> = {
  begun: begunTable,
  acts: tableActs,
  onward: tableOnward,
  counted: async ({ reference }, tally) => {
    for (const { event } of await readCheckpointEntries(reference)) countAtCheckpoint(event, tally);
  },
};

/** As `tryOut`, with the console's own commands on a real database, several at the same moment. */
export const tryOutReal = (asked: Asked): Promise<TriedOut> => tried(room, asked);
/** The same at a checkpoint. */
export const tryOutRealCheckpoint = (asked: Asked): Promise<TriedOut> => tried(table, asked);
