import { publishStatus } from "#lib/commands/status/publish.ts";
import { declared, mvp4 } from "#lib/commands/testing/incidents.ts";
import { accepted, asking } from "#lib/commands/testing/stage.ts";
import { inTurn } from "../engine/rounds.ts";
import type { Figure } from "../measure.ts";
import { startVisitors, type Target } from "./asked.ts";
import { startBarePage } from "./bare-page.ts";
import type { Console } from "./console.ts";

const connections = 32;
const forMs = 3_000;
const rounds = 5;
/** Longer than anything is kept in memory without the database being asked. */
const downMs = 5_000;

async function published({ stage }: Console): Promise<void> {
  const reference = await declared(stage, await mvp4(stage));
  const services = [{ id: stage.service, health: "outage" as const }];
  const words = { title: "Orders fail", body: "Every second order fails. We are rolling back." };
  accepted(
    await publishStatus(asking(stage)("nora"), { reference, services, state: "investigating", ...words }),
  );
}

/** The public status under many readers at once, beside the least page of Next; and then without its database. */
export async function benchStatus(console: Console): Promise<Figure[]> {
  await published(console);
  const bare = await startBarePage();
  const visitors = startVisitors();
  const target = { port: console.web.port, path: "/status", cookies: [] };
  const rate = (where: Target) => async () => {
    const { times, tookMs, refused } = await visitors.visit(where, { connections, forMs });
    if (refused.length > 0) throw new Error(`A page was refused: ${refused[0]}`);
    return (times.length * 1_000) / tookMs;
  };
  const [status, plain] = [rate(target), rate({ ...target, port: bare.port, path: "/" })];
  try {
    await status();
    await plain();
    const found = await inTurn(rounds, { status, plain });
    await console.cluster.stop();
    const down = await visitors.visit(target, { connections, forMs: downMs });
    await console.cluster.start();
    return [
      {
        what: "the public status",
        unit: "1/s",
        ...found.status,
        beside: { what: "a bare dynamic Next page", value: found.plain.value },
        target: { of: "ratio", is: "at least", bound: 10 },
      },
      {
        what: `answers of the public status other than 200 with the database down, of ${down.times.length}`,
        unit: "count",
        value: down.refused.length,
        target: { of: "value", is: "at most", bound: 0 },
      },
    ];
  } finally {
    await Promise.all([visitors.stop(), bare.stop()]);
  }
}
