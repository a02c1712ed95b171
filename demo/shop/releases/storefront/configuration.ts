import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const configuration = z.object({
  tag: z.string(),
  greeting: z.string(),
  currency: z.string().length(3),
  latestOrders: z.int().min(1).max(100),
});
export type Configuration = z.output<typeof configuration>;

/** Git replaces files one by one, so a read between two of them keeps the last whole configuration. */
export function configurationReader(dir: string): () => Configuration {
  let last: Configuration | undefined;
  return () => {
    try {
      last = configuration.parse(JSON.parse(readFileSync(join(dir, "storefront.json"), "utf8")));
    } catch (problem) {
      if (!last) throw problem;
    }
    return last;
  };
}
