import { listBases, takeBase } from "./base-backup.ts";
import type { OwnCluster } from "./cluster.ts";

const every = 6 * 3_600_000;
const again = 30_000;

/** Takes a base backup where there is none from the last hours, and another whenever it has grown old. */
export function keepBases(cluster: OwnCluster, databaseUrl: string): () => void {
  let timer: NodeJS.Timeout;
  const look = async () => {
    const age = Date.now() - (listBases(cluster.places)[0]?.usableFrom.getTime() ?? 0);
    if (age < every) return every - age;
    await takeBase(cluster.places, databaseUrl);
    return every;
  };
  const next = () => {
    void look()
      .catch((problem: Error) => {
        process.stderr.write(`base backup: ${problem.message}\n`);
        return again;
      })
      .then((wait) => {
        timer = setTimeout(next, wait);
      });
  };
  timer = setTimeout(next, 0);
  return () => clearTimeout(timer);
}
