import { fromHex } from "./bytes.ts";
import { sha256 } from "./digest.ts";

const domainPrefix = "holdpoint-statement-v1\n";

/** The bytes that an authenticator signs for a statement. The prefix keeps them from meaning anything elsewhere. */
export const challengeFor = (statement: string): Uint8Array<ArrayBuffer> =>
  fromHex(sha256(domainPrefix + statement));
