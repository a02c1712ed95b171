import { declared, mvp4 } from "#lib/commands/testing/incidents.ts";
import { stateOf } from "#lib/commands/testing/stage.ts";
import { inTurn } from "../engine/rounds.ts";
import type { Figure } from "../measure.ts";
import { startVisitors } from "./asked.ts";
import type { Console } from "./console.ts";
import { note, streamOf, viewers } from "./delivery.ts";

const before = 500;
const missed = 20;
const rounds = 5;
/** Of those who load the page anew only a share is measured, because all would take the better part of an hour. */
const reloadShare = 0.1;
const withinMs = 120_000;

const numbers = (after: number, count: number) =>
  Array.from({ length: count }, (_, index) => after + 1 + index);

/**
 * A thousand open rooms lose their connection at once, entries come meanwhile and while they return, and all come
 * back after the last entry that each has; beside them, as many that load the page anew and then its stream.
 */
export async function benchResume(console: Console): Promise<Figure[]> {
  const reference = await declared(console.stage, await mvp4(console.stage));
  while ((await stateOf(reference)).seq < before) await note(console, reference);
  const target = await streamOf(console, reference);
  const page = { ...target, path: `/incidents/${reference}` };
  const visitors = startVisitors();
  let faults = 0;
  const resumed = async () => {
    const { seq } = await stateOf(reference);
    await visitors.gather(viewers, seq);
    await visitors.join(target);
    await visitors.drop();
    for (let count = 0; count < missed; count += 1) await note(console, reference);
    const joining = visitors.join(target);
    for (let count = 0; count < missed; count += 1) await note(console, reference);
    const startedAt = await joining;
    const arrived = await visitors.until(numbers(seq, 2 * missed), withinMs);
    faults += await visitors.faults();
    await visitors.drop();
    return Math.max(...(arrived[missed - 1] ?? [])) - startedAt;
  };
  const reloaded = async () => {
    const { tookMs, refused } = await visitors.visit(page, {
      connections: 50,
      atMost: viewers * reloadShare,
    });
    if (refused.length > 0) throw new Error(`The room was refused: ${refused[0]}`);
    const { seq } = await stateOf(reference);
    await visitors.gather(viewers * reloadShare, seq);
    const joinedAt = await visitors.join(target);
    const took = (tookMs + Date.now() - joinedAt) / reloadShare;
    await visitors.drop();
    return took;
  };
  try {
    const found = await inTurn(rounds, { resumed, reloaded });
    return [
      {
        what: `${viewers} dropped readers resume, until the last has all that it missed`,
        unit: "ms",
        ...found.resumed,
        beside: {
          what: "as many that load the room anew (a tenth measured, times ten)",
          value: found.reloaded.value,
        },
        target: { of: "ratio", is: "at most", bound: 1 },
      },
      {
        what: `entries missing or doubled among ${viewers} resumed readers, all rounds`,
        unit: "count",
        value: faults,
        target: { of: "value", is: "at most", bound: 0 },
      },
    ];
  } finally {
    await visitors.stop();
  }
}
