import type { z } from "zod";
import { sha256 } from "#checking";
import type { OpenedSigning } from "#lib/commands/signing/open.ts";
import { toBase64Url } from "#lib/platform/bytes.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { challengeFor } from "#lib/platform/challenge.ts";

/** One thing that the page shows, beside what would be signed of it; null where there is none of it. */
export type Pair = { title: string; shown: string | null; signed: string | null };

/** How statements of one kind are read, and held against the page that asks for the signature. */
export type Reading<S, Page, Request> = {
  schema: z.ZodType<S>;
  pairs: (statement: S, page: Page, request: Request) => Pair[];
};

/** What is to be signed, as this browser has read it. Where there is a fault it signs nothing. */
export type ReadSigning<S> = {
  /** The characters that are shown, compared and signed. */
  text: string;
  statement: S | null;
  digest: string;
  compared: number;
  faults: string[];
};

const unreadable = "What came to be signed is not a statement that this page can read.";
const otherDigest = "The console names another digest than this text has.";
const otherChallenge = "Your passkey was asked to sign something other than this text.";

const isDigest = (value: string): boolean => /^[0-9a-f]{64}$/.test(value);
const inWords = (value: string | null): string => {
  if (value === null) return "nothing";
  return isDigest(value) ? value.slice(0, 12) : `"${value}"`;
};
const difference = ({ title, shown, signed }: Pair): string =>
  `${title}: the page shows ${inWords(shown)}, you would sign ${inWords(signed)}.`;

/** The statement, where the text says it in its one canonical form: two ways of writing could be read in two ways. */
function statementIn<S>(text: string, schema: z.ZodType<S>): S | null {
  try {
    const value: unknown = JSON.parse(text);
    const read = schema.safeParse(value);
    return read.success && canonicalJson(value) === text ? read.data : null;
  } catch {
    return null;
  }
}

/**
 * Reads what the console sent to be signed and holds it against the page. All of it here, because what somebody else
 * says was compared proves nothing; with a digest that a page on plain http can make, too.
 */
export function readOpened<S, Page, Request>(
  { statement: text, statementDigest, passkey }: OpenedSigning,
  { schema, pairs }: Reading<S, Page, Request>,
  page: Page,
  request: Request,
): ReadSigning<S> {
  const digest = sha256(text);
  const statement = statementIn(text, schema);
  const compared = statement === null ? [] : pairs(statement, page, request);
  const faults = [
    ...(statement === null ? [unreadable] : []),
    ...compared.filter(({ shown, signed }) => shown !== signed).map(difference),
    ...(statementDigest === digest ? [] : [otherDigest]),
    ...(passkey === null || passkey.challenge === challengeOf(text) ? [] : [otherChallenge]),
  ];
  return { text, statement, digest, compared: compared.length, faults };
}

/** What an authenticator signs for exactly these characters, made here and never taken as it came. */
export const challengeOf = (text: string): string => toBase64Url(challengeFor(text));
