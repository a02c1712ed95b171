import { colourSequence } from "./colours.ts";

const mark = "[redacted]";

type Interval = { start: number; end: number };
/** A colour is no letter: it stands between two of them, and a secret is found through it. */
type Colour = { at: number; sequence: string };

/** Takes text as it arrives and gives back what may be shown; `end` gives the rest. */
export type Redactor = { push: (text: string) => string; end: () => string };

/** Replaces every secret, and every form in which one commonly shows up, in a whole text. */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  const redactor = openRedactor(secrets);
  return redactor.push(text) + redactor.end();
}

/** Redacts a stream of text: what may be the beginning of a secret is held back until the next piece tells. */
export function openRedactor(secrets: readonly string[]): Redactor {
  const forms = [...new Set(secrets.filter((secret) => secret !== "").flatMap(formsOf))];
  let held = "";
  let colours: Colour[] = [];
  const show = (limit: number, intervals: readonly Interval[]) => {
    const shown = replaceIntervals(
      held.slice(0, limit),
      intervals,
      colours.filter(({ at }) => at < limit),
    );
    held = held.slice(limit);
    colours = colours.filter(({ at }) => at >= limit).map((one) => ({ ...one, at: one.at - limit }));
    return shown;
  };
  return {
    push: (text) => {
      const read = takeColours(text, held.length);
      held += read.letters;
      colours.push(...read.colours);
      const intervals = findIntervals(held, forms);
      return show(safeLength(held, forms, intervals), intervals);
    },
    end: () => show(Number.POSITIVE_INFINITY, findIntervals(held, forms)),
  };
}

function takeColours(text: string, start: number): { letters: string; colours: Colour[] } {
  const colours: Colour[] = [];
  let taken = 0;
  const letters = text.replace(colourSequence, (sequence: string, at: number) => {
    colours.push({ at: start + at - taken, sequence });
    taken += sequence.length;
    return "";
  });
  return { letters, colours };
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  const encoded = [
    bytes.toString("base64"),
    bytes.toString("base64url"),
    JSON.stringify(secret).slice(1, -1),
  ];
  return [secret, ...encoded, ...(secret.isWellFormed() ? [encodeURIComponent(secret)] : [])];
}

/** Overlapping finds become one interval: with two secrets that share letters, no letter of either is left over. */
function findIntervals(text: string, forms: readonly string[]): Interval[] {
  const found: Interval[] = [];
  for (const form of forms) {
    for (let start = text.indexOf(form); start !== -1; start = text.indexOf(form, start + 1)) {
      found.push({ start, end: start + form.length });
    }
  }
  found.sort((a, b) => a.start - b.start);
  return found.reduce<Interval[]>((merged, interval) => {
    const last = merged.at(-1);
    if (last === undefined || interval.start >= last.end) merged.push({ ...interval });
    else last.end = Math.max(last.end, interval.end);
    return merged;
  }, []);
}

/** How much of the text no later piece can turn into part of a secret. */
function safeLength(text: string, forms: readonly string[], intervals: readonly Interval[]): number {
  const longest = Math.max(0, ...forms.map((form) => form.length));
  let limit = text.length;
  for (let start = Math.max(0, text.length - longest + 1); start < text.length; start += 1) {
    const rest = text.slice(start);
    if (forms.some((form) => form.length > rest.length && form.startsWith(rest))) {
      limit = start;
      break;
    }
  }
  const crossing = intervals.find(({ start, end }) => start < limit && end > limit);
  return crossing ? crossing.start : limit;
}

function replaceIntervals(text: string, intervals: readonly Interval[], colours: readonly Colour[]): string {
  let shown = "";
  let from = 0;
  let next = 0;
  const show = (end: number, isSecret: boolean) => {
    for (let colour = colours[next]; colour && colour.at < end; colour = colours[++next]) {
      if (!isSecret) shown += text.slice(from, colour.at);
      shown += colour.sequence;
      from = colour.at;
    }
    if (!isSecret) shown += text.slice(from, end);
    from = Math.min(end, text.length);
  };
  for (const { start, end } of intervals) {
    if (start >= text.length) break;
    show(start, false);
    shown += mark;
    show(end, true);
  }
  show(Number.POSITIVE_INFINITY, false);
  return shown;
}
