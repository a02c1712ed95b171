import { asking } from "#lib/commands/testing/stage.ts";
import { addNote } from "#lib/commands/timeline/add-note.ts";
import { newId } from "#lib/platform/ids.ts";
import { database } from "#lib/store/client.ts";
import { type Figure, median, timesOf } from "../measure.ts";
import { inTurn } from "./rounds.ts";
import { type BenchStage, openIncidents } from "./stage.ts";

const samples = 60;

/** A whole command, with its lock, rules, log, tables and announcement, beside one row that Prisma creates. */
export async function benchAction(stage: BenchStage): Promise<Figure[]> {
  const [reference = ""] = await openIncidents(stage, 1);
  const context = asking(stage);
  const command = async () => {
    const outcome = await addNote(context("maya"), { reference, body: "Checkout fails for one in five." });
    if (!outcome.ok) throw new Error(outcome.refusal.message);
  };
  const create = () =>
    database().protocolAct.create({
      data: {
        id: newId(),
        packId: "bench",
        version: "1",
        hash: "0",
        act: "published",
        person: stage.cast.maya,
        at: new Date(),
      },
    });
  await timesOf(command, 20);
  await timesOf(create, 20);
  const found = await inTurn(5, {
    command: async () => median(await timesOf(command, samples)),
    create: async () => median(await timesOf(create, samples)),
  });
  return [
    {
      what: "a command's transaction (a note)",
      unit: "ms",
      ...found.command,
      beside: { what: "one Prisma create", value: found.create.value },
      target: { of: "ratio", is: "at most", bound: 4 },
    },
  ];
}
