import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const word = z.string().min(24);
const secretsSchema = z.object({
  superuser: word,
  migrator: word,
  app: word,
  worker: word,
  secret: word,
});
export type Secrets = z.infer<typeof secretsSchema>;

const fresh = () => randomBytes(24).toString("hex");

/** The generated passwords and the session secret of a data folder, kept there for its owner's eyes only. */
export async function keepSecrets(folder: string): Promise<Secrets> {
  const file = join(folder, "secrets.json");
  if (existsSync(file)) {
    const kept = secretsSchema.safeParse(JSON.parse(await readFile(file, "utf8")));
    if (kept.success) return kept.data;
    throw new Error(`${file} is damaged: ${z.prettifyError(kept.error)}`);
  }
  await mkdir(folder, { recursive: true });
  const secrets = {
    superuser: fresh(),
    migrator: fresh(),
    app: fresh(),
    worker: fresh(),
    secret: fresh(),
  };
  const half = `${file}.${process.pid}`;
  await writeFile(half, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(half, file);
  return secrets;
}
