/** People who countersign passkeys in the journeys: for each party one for every worker, with a key that a journey can plug in. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { keyPair } from "#lib/auth/signature/testing/authenticator.ts";
import type { JourneyConsole } from "./console-for-journeys.ts";

export type JourneyVoucher = {
  party: string;
  worker: number;
  email: string;
  credentialId: string;
  /** PKCS #8, base64: what a browser's virtual authenticator takes. */
  privateKey: string;
};

export const vouchersFile = (dataDir: string): string => join(dataDir, "vouchers.json");
const names = { producer: ["Greta Lindholm", "Oskar Brandt"], consumer: ["Mei Tanaka", "Paulo Reis"] };

/** Adds them to the console behind this database, the first of each party by invitation, the others countersigned. */
export async function addVouchers(
  { url, password, dataDir }: JourneyConsole,
  database: string,
): Promise<void> {
  // Loaded late, because they stand on the database client, which a fresh clone has yet to make.
  const { hashPassword } = await import("#lib/auth/password.ts");
  const { ownKey } = await import("#lib/commands/testing/own-key.ts");
  const { connectStore, disconnectStore } = await import("#lib/store/client.ts");
  const { createPerson } = await import("#lib/store/people.ts");
  const { withTransaction } = await import("#lib/store/transaction.ts");
  process.env.HOLDPOINT_URL = url;
  connectStore(database);
  const passwordHash = await hashPassword(password);
  const vouchers: JourneyVoucher[] = [];
  for (const [party, people] of Object.entries(names))
    for (const [worker, name] of people.entries()) {
      const email = `voucher-${party}-${worker}@example.com`;
      const { id } = await withTransaction((tx) => createPerson(tx, { email, name, passwordHash, party }));
      const pair = keyPair("P-256");
      const { credentialId } = await ownKey(id, "P-256", pair);
      const privateKey = pair.privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
      vouchers.push({ party, worker, email, credentialId, privateKey });
    }
  await disconnectStore();
  delete process.env.HOLDPOINT_URL;
  await writeFile(vouchersFile(dataDir), JSON.stringify(vouchers));
}
