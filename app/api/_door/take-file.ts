import { z } from "zod";
import { invalidInput } from "#app/_action/failure.ts";
import { type Arrived, withFile } from "#lib/commands/evidence/with-file.ts";
import { mediaTaken } from "#lib/domain/evidence/media.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, type Outcome, type Refusal, refuse } from "#lib/domain/refusal.ts";
import { settings } from "#lib/platform/env.ts";
import { piecesOf, splitFirstLine } from "./pieces.ts";

/** What every hand-in says of itself in the first line of its body; the file is all that follows. */
const Said = z.looseObject({
  idempotencyKey: z.uuid("expected a UUID, one per hand-in"),
  media: z.string().default(""),
});
export type Said = z.infer<typeof Said>;

export type Taken<T> = { status: number; outcome: Outcome<T> };
export type Taking<T> = {
  /** Asked before the file is read, because a long one would otherwise come for nothing. */
  mayCome: (said: Said) => Promise<Outcome<null>>;
  /** Gets the file when it is there whole; what it does not keep is dropped. */
  take: (said: Said, file: Arrived) => Promise<Outcome<T>>;
};

/** The first line in the words of one door, or what is wrong with each of them. */
export function saidAs<S extends z.ZodType>(schema: S, said: Said): Outcome<z.output<S>> {
  const read = readInput(schema, said);
  return read.success ? accept(read.data) : invalidInput(read.error.issues);
}

const longestLine = 64 * 1024;

const statuses: Record<Refusal["code"], number> = {
  invalid: 400,
  unauthorised: 403,
  unconfirmed: 403,
  rule: 409,
  conflict: 409,
  stale: 409,
};
export const statusOf = ({ code }: Refusal): number => statuses[code];
const no = (status: number, message: string): Taken<never> => ({
  status,
  outcome: refuse("invalid", null, message),
});
const refusedBy = (outcome: Outcome<never> & { ok: false }): Taken<never> => ({
  status: statusOf(outcome.refusal),
  outcome,
});
const megabytes = (bytes: number) => `${Math.ceil(bytes / 100_000) / 10} MB`;

/** Takes one file in: length announced, size, type and right asked before it is read, and whole before it is recorded. */
export async function takeFile<T>(request: Request, { mayCome, take }: Taking<T>): Promise<Taken<T>> {
  const announced = request.headers.get("content-length") ?? "";
  if (!/^\d{1,15}$/.test(announced)) return no(411, "Say how long it is: send a Content-Length.");
  const { mostBytes, types } = settings().evidence;
  const tooBig = (bytes: number) =>
    no(413, `The file has ${megabytes(bytes)}; at most ${megabytes(mostBytes)} are taken.`);
  const length = Number(announced);
  if (length > mostBytes + longestLine) return tooBig(length);
  const split = await splitFirstLine(piecesOf(request), longestLine);
  const said = Said.safeParse(split === null ? null : jsonOf(split.line.toString("utf8")));
  if (split === null || !said.success)
    return no(400, "Expected a first line of JSON that says what this is, then the file.");
  const bytes = length - split.line.length - 1;
  if (bytes > mostBytes) return tooBig(bytes);
  const media = mediaTaken(said.data.media, types);
  if (media === null)
    return no(
      415,
      `Files of the type "${said.data.media}" are not taken here; taken are ${types.join(", ")}.`,
    );
  const told = { ...said.data, media };
  const may = await mayCome(told);
  if (!may.ok) return refusedBy(may);
  const outcome = await withFile(split.rest, bytes, (file) => take(told, file));
  return outcome.ok ? { status: 200, outcome } : refusedBy(outcome);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
