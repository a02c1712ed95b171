import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Name } from "#lib/commands/testing/cast.ts";
import { declared, serviceV3 } from "#lib/commands/testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import { addNote } from "#lib/commands/timeline/add-note.ts";
import { redactEntry } from "#lib/commands/timeline/redact-entry.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readEntries } from "#lib/store/incident-log.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { readRoom } from "../room.ts";
import { readEarlierEntries } from "./earlier-entries.ts";
import { lastEntries } from "./first-entries.ts";

let stage: Stage;
let reference = "";

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  stage = await setStage();
  reference = await declared(stage, await serviceV3(stage));
});
afterAll(disconnectStore);

const write = async (who: Name, body: string, party: string | null = null): Promise<number> =>
  accepted(await addNote(asking(stage)(who), { reference, body, party })).seq;
const fill = async () => {
  for (let number = 0; number < lastEntries + 5; number += 1) await write("maya", `Seen ${number}`);
};
const readerOf = (who: Name, isAuditor = false) => ({ personId: stage.cast[who], isAuditor });
const roomOf = async (who: Name) => {
  const room = await readRoom({ ...readerOf(who), name: who }, reference);
  if (room === null) throw new Error("the room is closed to this person");
  return room;
};
const earlier = (who: Name, before: number, isAuditor = false) =>
  readEarlierEntries(readerOf(who, isAuditor), reference, before);

describe("a room that is longer than its page", () => {
  it("comes with the state of the whole log and its end, and what came before is given by place", async () => {
    await fill();
    const room = await roomOf("maya");
    const state = await stateOf(reference);
    expect(room.state).toEqual(state);
    const last = room.entries.slice(-lastEntries).map(({ event }) => event.seq);
    expect(last).toEqual(
      Array.from({ length: lastEntries }, (_, index) => state.seq - lastEntries + 1 + index),
    );
    expect(room.entries[0]?.event.type).toBe("IncidentDeclared");
    expect(room.entries.length).toBeLessThan(state.seq);
    const before = (await earlier("maya", last[0] ?? 0)) ?? [];
    const all = [...before, ...room.entries.slice(-lastEntries)];
    expect(all.map(({ event }) => event)).toEqual(
      (await readEntries(reference, 0)).map(({ event }) => event),
    );
  });

  it("gives one party's earlier words to that party and to auditors, and the fact to everyone", async () => {
    const seq = await write("priya", "for the producer alone", "producer");
    await fill();
    const textFor = async (who: Name, isAuditor = false) =>
      (await earlier(who, seq + 1, isAuditor))?.at(-1)?.text;
    expect(await textFor("priya")).toEqual({ body: "for the producer alone" });
    expect(await textFor("olga", true)).toEqual({ body: "for the producer alone" });
    expect(await textFor("carl")).toBeNull();
    expect((await earlier("carl", seq + 1))?.at(-1)?.event.seq).toBe(seq);
    expect(JSON.stringify(await roomOf("carl"))).not.toContain("for the producer alone");
  });

  it("gives no redacted words", async () => {
    const seq = await write("maya", "a customer's name");
    await fill();
    expect(JSON.stringify(await earlier("maya", seq + 1))).toContain("a customer's name");
    accepted(
      await redactEntry(asking(stage)("maya"), { reference, redacts: seq, reason: "It names somebody." }),
    );
    expect((await earlier("maya", seq + 1))?.at(-1)).toMatchObject({ text: null, isRedacted: true });
  });

  it("is closed to whoever has no part in it, and there is none that was not declared", async () => {
    expect(await earlier("olga", 10)).toBeNull();
    expect(await readEarlierEntries(readerOf("maya", true), "INC-2031-9999", 10)).toBeNull();
  });
});
