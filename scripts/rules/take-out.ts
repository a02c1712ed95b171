import type { PackProblem } from "#lib/domain/protocol/pack-problem.ts";
import { isRecord, type Json, type PackClause, type Path } from "./clauses.ts";

/** What is wrong with a pack; `shape` where it is its form, before any name is looked at. */
export type Judge = (source: unknown) => { shape: boolean; problems: PackProblem[] };
/** A pack without one clause and without what then named nothing; null where no pack is left that parses. */
export type Remainder = { source: Json; also: string[] } | null;

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value));
const at = (source: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (part, step) => (part as Record<string | number, unknown> | undefined)?.[step],
    source,
  );

function removed(source: Json, path: Path): Json {
  const rest = copy(source);
  const holder = at(rest, path.slice(0, -1));
  const last = path.at(-1) ?? "";
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete (holder as Json)[last];
  return rest;
}

/** Words without the lines that name a field; where hardly a word would be left, without the name alone. */
function withoutLines(words: string, field: string): string {
  const name = `{{${field}}}`;
  const left = words
    .split("\n")
    .filter((line) => !line.includes(name))
    .join("\n");
  return left.trim().length < 10 ? words.replaceAll(name, "") : left;
}

/** A field leaves the template: it is not required any more, and the words no longer say it. */
function withoutField(source: Json, path: Path, field: string): Json {
  const rest = copy(source);
  const notice = at(rest, path) as { requires: string[]; carries?: Json; subject: string; body: string };
  notice.requires = notice.requires.filter((one) => one !== field);
  delete notice.carries?.[field];
  notice.subject = notice.subject.replaceAll(`{{${field}}}`, "");
  notice.body = withoutLines(notice.body, field);
  return rest;
}

/** A part whose condition names nothing can never apply: then the part goes, and not its condition alone. */
function wouldApplyAlways(path: Path): boolean {
  const condition = path.findIndex((step) => step === "when" || step === "offeredWhen");
  return condition >= 0 && path.length > condition && path.length <= condition + 2;
}

/** The smallest thing around a path whose removal leaves a well-formed pack that `ends` accepts. */
function removedAround(source: Json, path: Path, judge: Judge, ends: (rest: PackProblem[]) => boolean) {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const gone = path.slice(0, depth);
    if (wouldApplyAlways(gone)) continue;
    const rest = removed(source, gone);
    const judged = judge(rest);
    if (!judged.shape && ends(judged.problems)) return { rest, gone };
  }
  return null;
}

/** The name that leads nowhere. */
const nameIn = ({ found, message }: PackProblem): string | undefined =>
  found ?? /^"([^"]+)"/.exec(message)?.[1];

/** Where a problem lies: its path, followed as far as it leads, then the name that it quotes. */
function placesOf(source: Json, problem: PackProblem): Path[] {
  const found: Path = [];
  for (const step of problem.path.split(".")) {
    const part = at(source, found);
    const named = Array.isArray(part) ? part.findIndex((one) => isRecord(one) && one.id === step) : -1;
    const next = named >= 0 ? named : step;
    if (at(source, [...found, next]) === undefined) break;
    found.push(next);
  }
  const name = nameIn(problem);
  const quoted = name === undefined ? [] : quotesOf(at(source, found), name, found);
  return quoted.length > 0 ? quoted : [found];
}

function quotesOf(part: unknown, name: string, path: Path): Path[] {
  if (part === name) return [path];
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([step, one]) =>
    step === name ? [[...path, step]] : quotesOf(one, name, [...path, step]),
  );
}

function withoutWords(source: Json, problem: PackProblem): Json | null {
  const field = nameIn(problem);
  const steps = problem.path.split(".");
  const words = at(source, steps);
  if (field === undefined || typeof words !== "string" || !words.includes(`{{${field}}}`)) return null;
  const rest = copy(source);
  const holder = at(rest, steps.slice(0, -1)) as Json;
  holder[steps.at(-1) ?? ""] = withoutLines(words, field);
  return rest;
}

function mended(source: Json, problem: PackProblem, judge: Judge) {
  const same = (one: PackProblem) => one.path === problem.path && one.message === problem.message;
  const reworded = withoutWords(source, problem);
  if (reworded !== null) return { rest: reworded, gone: [`${problem.path} (words)`] };
  for (const place of placesOf(source, problem)) {
    const found = removedAround(source, place, judge, (rest) => !rest.some(same));
    if (found !== null) return found;
  }
  return null;
}

/** Takes one clause out of a pack, then whatever named it, until the pack parses again. */
export function takeOut(whole: Json, { path, field }: PackClause, judge: Judge): Remainder {
  const first =
    field === undefined
      ? removedAround(whole, path, judge, () => true)?.rest
      : withoutField(whole, path, field);
  let source = first ?? null;
  const also: string[] = [];
  for (let round = 0; source !== null && round < 100; round += 1) {
    const [problem] = judge(source).problems;
    if (problem === undefined) return { source, also };
    const next = mended(source, problem, judge);
    if (next === null) return null;
    also.push(next.gone.join("."));
    source = next.rest;
  }
  return null;
}
