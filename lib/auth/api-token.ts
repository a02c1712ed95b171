import { type ApiScope, isActing } from "#lib/domain/authority/api-scope.ts";
import { randomToken } from "#lib/platform/crypto.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { recordTokenUse, type UsedToken } from "#lib/store/api-tokens.ts";
import { findPerson } from "#lib/store/people.ts";

const prefix = "hpt_";
const usesPerMinute = 120;

// The table keeps digests, so that whoever reads it cannot open a door with it.
const digestOfToken = (value: string) => sha256(`holdpoint-api-token-v1\n${value}`);

/** A new token's value and what is kept of it. The prefix lets secret scanners know it where it was left lying. */
export function newApiToken(): { value: string; tokenDigest: string } {
  const value = `${prefix}${randomToken(32)}`;
  return { value, tokenDigest: digestOfToken(value) };
}

export type Opened =
  | { ok: true; token: Pick<UsedToken, "id" | "name">; actsFor: string | null }
  | { ok: false; because: "nobody"; name: string }
  | { ok: false; because: "no-token" | "unknown-token" }
  | { ok: false; because: "no-scope"; name: string }
  | { ok: false; because: "too-often"; retryInSeconds: number; usesPerMinute: number };

/** Whether the bearer token of a request opens a door that asks for this scope. */
export async function openWithToken(authorization: string | null, scope: ApiScope): Promise<Opened> {
  const value = /^Bearer +(\S+)$/i.exec(authorization?.trim() ?? "")?.[1];
  if (value === undefined) return { ok: false, because: "no-token" };
  if (!/^hpt_[A-Za-z0-9_-]{43}$/.test(value)) return { ok: false, because: "unknown-token" };
  const used = await recordTokenUse(digestOfToken(value));
  if (used === null) return { ok: false, because: "unknown-token" };
  if (used.uses > usesPerMinute) {
    return {
      ok: false,
      because: "too-often",
      retryInSeconds: Math.max(1, used.endsInSeconds),
      usesPerMinute,
    };
  }
  if (!used.scopes.includes(scope)) return { ok: false, because: "no-scope", name: used.name };
  const token = { id: used.id, name: used.name };
  if (!isActing(scope)) return { ok: true, token, actsFor: null };
  // Asked each time: who was removed hands nothing in, and party and roles are those that they have now.
  const person = await findPerson(used.createdBy);
  return person === null
    ? { ok: false, because: "nobody", name: used.name }
    : { ok: true, token, actsFor: person.id };
}
