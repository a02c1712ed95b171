import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

/** What is used of the peer. It is installed apart, so its types are not here. */
type Peer = {
  setConfig: (config: { name: string; systemDatabaseUrl: string; logLevel: string }) => void;
  registerWorkflow: (run: () => Promise<void>, options: { name: string }) => () => Promise<void>;
  runStep: (step: () => Promise<unknown>, options: { name: string }) => Promise<unknown>;
  launch: () => Promise<void>;
};

const apart = createRequire(new URL("../../../../bench/package.json", import.meta.url));
const { DBOS } = apart("@dbos-inc/dbos-sdk") as { DBOS: Peer };
const exec = promisify(execFile);
const [command = "", ...names] = process.argv.slice(2);

DBOS.setConfig({ name: "bench", systemDatabaseUrl: process.env.PEER_URL ?? "", logLevel: "error" });
const steps = DBOS.registerWorkflow(
  async () => {
    for (const name of names)
      await DBOS.runStep(async () => (await exec("/bin/sh", [command, name])).stdout, { name });
  },
  { name: "steps" },
);
await DBOS.launch();
process.stdout.write("ready\n");
// Each line asks for one run; the answer is how long it took.
for await (const _ of createInterface({ input: process.stdin })) {
  const startedAt = performance.now();
  await steps();
  process.stdout.write(`took ${performance.now() - startedAt}\n`);
}
process.exit(0);
