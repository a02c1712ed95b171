import type { Figure } from "../measure.ts";
import { type Console, withConsole } from "./console.ts";
import { benchDelivery } from "./delivery.ts";
import { benchResume } from "./resume.ts";
import { benchRoom } from "./room.ts";
import { benchStatus } from "./status.ts";

type Part = (console: Console) => Promise<Figure[]>;

/** What people see of the product as it is built: a real web process on a database of its own. The last one takes the database away. */
export const liveParts: Record<string, Part> = {
  delivery: benchDelivery,
  resume: benchResume,
  room: benchRoom,
  status: benchStatus,
};

export async function benchLive(say: (line: string) => void, only: string | null = null): Promise<Figure[]> {
  const wanted = Object.entries(liveParts).filter(([name]) => only === null || name === only);
  if (wanted.length === 0) return [];
  return withConsole(say, async (console) => {
    const figures: Figure[] = [];
    for (const [name, measure] of wanted) {
      say(`Measuring the live ${name} …`);
      figures.push(...(await measure(console)));
    }
    return figures;
  });
}
