import { Logger, run } from "graphile-worker";

/** One process that polls the peer's queue and writes down how late each job began. */
const runner = await run({
  connectionString: process.env.QUEUE_URL ?? "",
  schema: "peer_queue",
  pollInterval: Number(process.env.POLL_MS),
  concurrency: 10,
  logger: new Logger(() => () => {}),
  taskList: {
    late: async (payload, { query }) => {
      const { at } = payload as { at: string };
      await query(
        "INSERT INTO bench_late SELECT extract(epoch FROM clock_timestamp() - $1::timestamptz)::float8 * 1000",
        [at],
      );
    },
  },
});
process.stdout.write("ready\n");
await runner.promise;
