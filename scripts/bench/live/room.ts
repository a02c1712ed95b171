import { declared, mvp4 } from "#lib/commands/testing/incidents.ts";
import { stateOf } from "#lib/commands/testing/stage.ts";
import { inTurn } from "../engine/rounds.ts";
import { type Figure, median } from "../measure.ts";
import { startVisitors, type Target } from "./asked.ts";
import { startBarePage } from "./bare-page.ts";
import type { Console } from "./console.ts";
import { note } from "./delivery.ts";
import { signedIn } from "./sign-in.ts";

const entries = 500;
const forMs = 3_000;
const rounds = 7;

/** The war room of a long incident as the server gives it, one request after the other, beside the least page of Next. */
export async function benchRoom(console: Console): Promise<Figure[]> {
  const reference = await declared(console.stage, await mvp4(console.stage));
  while ((await stateOf(reference)).seq < entries) await note(console, reference);
  const cookies = [await signedIn(console.web, "maya")];
  const bare = await startBarePage();
  const visitors = startVisitors();
  const p50 = (target: Target) => async () => {
    const { times, refused } = await visitors.visit(target, { connections: 1, forMs });
    if (refused.length > 0) throw new Error(`A page was refused: ${refused[0]}`);
    return median(times);
  };
  const room = p50({ port: console.web.port, path: `/incidents/${reference}`, cookies });
  const plain = p50({ port: bare.port, path: "/", cookies: [] });
  try {
    await room();
    await plain();
    const found = await inTurn(rounds, { room, plain });
    return [
      {
        what: `the war room of ${entries} entries, p50`,
        unit: "ms",
        ...found.room,
        beside: { what: "a bare Next page", value: found.plain.value },
        target: { of: "ratio", is: "at most", bound: 2 },
      },
    ];
  } finally {
    await Promise.all([visitors.stop(), bare.stop()]);
  }
}
