const mark = "[redacted]";

type Interval = { start: number; end: number };

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
  return {
    push: (text) => {
      held += text;
      const intervals = findIntervals(held, forms);
      const limit = safeLength(held, forms, intervals);
      const shown = replaceIntervals(held.slice(0, limit), intervals);
      held = held.slice(limit);
      return shown;
    },
    end: () => {
      const shown = replaceIntervals(held, findIntervals(held, forms));
      held = "";
      return shown;
    },
  };
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

function replaceIntervals(text: string, intervals: readonly Interval[]): string {
  let shown = "";
  let from = 0;
  for (const { start, end } of intervals) {
    if (start >= text.length) break;
    shown += text.slice(from, start) + mark;
    from = end;
  }
  return shown + text.slice(from);
}
