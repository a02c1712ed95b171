import { setTimeout as wait } from "node:timers/promises";
import type { Name } from "#lib/commands/testing/cast.ts";
import { declared, mvp4 } from "#lib/commands/testing/incidents.ts";
import { accepted, asking, stateOf } from "#lib/commands/testing/stage.ts";
import { addNote } from "#lib/commands/timeline/add-note.ts";
import { EntryFrames } from "#lib/queries/live/frame.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { inTurn } from "../engine/rounds.ts";
import { type Figure, quantile } from "../measure.ts";
import { startProgram, startVisitors, type Target } from "./asked.ts";
import type { Console } from "./console.ts";
import type { RawAsk } from "./raw-broadcast.ts";
import { signedIn } from "./sign-in.ts";

export const viewers = 1_000;
const perRound = 10;
const pauseMs = 250;
const rounds = 5;
const withinMs = 60_000;
const body =
  "The error rate of the shop is at four percent and rises; checkout answers with the wrong envelope.";

/** The stream of an incident, and sessions of those who take part: a thousand tabs on some screens. */
export async function streamOf({ web, stage }: Console, reference: string): Promise<Target> {
  const { participants } = await stateOf(reference);
  const names = Object.entries(stage.cast).filter(([, id]) =>
    participants.some(({ person }) => person === id),
  );
  const cookies: string[] = [];
  for (const [name] of names.slice(0, 6)) cookies.push(await signedIn(web, name as Name));
  return { port: web.port, path: `/api/stream/${reference}`, cookies };
}

export async function note({ stage }: Console, reference: string): Promise<undefined> {
  accepted(await addNote(asking(stage)("maya"), { reference, body }));
}

/** When Postgres says that each entry was committed. */
async function commitTimes({ superuser }: Console, reference: string, ids: number[]): Promise<number[]> {
  return withClient(superuser, async (client) => {
    const { rows } = await client.query(
      `SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin))::float8 * 1000 AS at FROM "LogEntry"
      WHERE stream = $1 AND seq = ANY($2) ORDER BY seq`,
      [reference, ids],
    );
    return rows.map(({ at }) => Number(at));
  });
}

const p99 = (sentAt: number[], arrivedAt: number[][]) =>
  quantile(
    arrivedAt.flatMap((times, index) => times.map((time) => time - (sentAt[index] ?? Number.NaN))),
    0.99,
  );

/** From the commit of an entry to each of a thousand open rooms, beside plain Node that writes the same bytes to as many. */
export async function benchDelivery(console: Console): Promise<Figure[]> {
  const reference = await declared(console.stage, await mvp4(console.stage));
  const target = await streamOf(console, reference);
  const raw = startProgram<RawAsk, number>("./raw-broadcast.ts");
  const visitors = startVisitors();
  const rawTarget = { port: await raw.ask({ kind: "listen" }), path: "/", cookies: [] };
  const round = async (after: number, where: Target, publish: () => Promise<number | undefined>) => {
    await visitors.gather(viewers, after);
    await visitors.join(where);
    await wait(1_000);
    const ids = Array.from({ length: perRound }, (_, index) => after + 1 + index);
    const sentAt: number[] = [];
    for (const _ of ids) {
      sentAt.push((await publish()) ?? Number.NaN);
      await wait(pauseMs);
    }
    const arrivedAt = await visitors.until(ids, withinMs);
    await visitors.drop();
    return { ids, sentAt, arrivedAt };
  };
  let number = 0;
  const ours = async () => {
    const { seq } = await stateOf(reference);
    const { ids, arrivedAt } = await round(seq, target, () => note(console, reference));
    return p99(await commitTimes(console, reference, ids), arrivedAt);
  };
  const plain = async () => {
    const [entry] = await readEntries(reference, (await stateOf(reference)).seq - 1);
    const after = number;
    const { sentAt, arrivedAt } = await round(after, rawTarget, () => {
      number += 1;
      const bytes = entry === undefined ? "" : new TextDecoder().decode(new EntryFrames(entry).for(true));
      return raw.ask({ kind: "publish", bytes: bytes.replace(/^id: \d+/, `id: ${number}`) });
    });
    return p99(sentAt, arrivedAt);
  };
  try {
    const found = await inTurn(rounds, { ours, plain });
    return [
      {
        what: `commit to browser, p99 at ${viewers} viewers`,
        unit: "ms",
        ...found.ours,
        beside: { what: "a raw Node broadcast of the same bytes", value: found.plain.value },
        target: { of: "ratio", is: "at most", bound: 2 },
      },
    ];
  } finally {
    await Promise.all([raw.stop(), visitors.stop()]);
  }
}
