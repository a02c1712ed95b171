import { forgetFile, redactedFilesThere } from "#lib/store/evidence/forget.ts";
import { withTransaction } from "#lib/store/transaction.ts";

/**
 * Removes the files whose words were redacted and that are there all the same: whoever redacted them ended between the
 * commit and the removal. Only a process that may write the folder of files can do it.
 */
export async function forgetRedactedFiles(): Promise<void> {
  for (const sha256 of await redactedFilesThere()) await withTransaction((tx) => forgetFile(tx, sha256));
}
