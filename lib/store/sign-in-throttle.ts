import { clientOf, type Transaction } from "./transaction.ts";

/** Takes the latest attempt on a subject back: it was counted before it was judged, and was no failure. */
export async function takeBackAttempt(tx: Transaction, subject: string): Promise<void> {
  await clientOf(tx).$executeRaw`
    DELETE FROM "SignInAttempt" WHERE id =
      (SELECT id FROM "SignInAttempt" WHERE subject = ${subject} ORDER BY at DESC LIMIT 1)`;
}
