import { stripAnsi } from "./strip-ansi.ts";

type Ink = "faint" | "breach" | "met" | "risk" | "run" | "violet" | "teal" | "text";
type Weight = "bold" | "dim" | "italic" | "underline" | "struck";
export type Span = { text: string; ink: Ink | null; paper: Ink | null; weights: readonly Weight[] };
type Pen = Omit<Span, "text">;

const plain: Pen = { ink: null, paper: null, weights: [] };
const esc = String.fromCharCode(27);
const colours = new RegExp(`${esc}\\[([0-9;:]*)m`, "gu");
const inks: readonly Ink[] = ["faint", "breach", "met", "risk", "run", "violet", "teal", "text"];
const weights: Record<number, Weight> = { 1: "bold", 2: "dim", 3: "italic", 4: "underline", 9: "struck" };
const without: Record<number, readonly Weight[]> = {
  22: ["bold", "dim"],
  23: ["italic"],
  24: ["underline"],
  29: ["struck"],
};

/** A line of output in pieces of one look each. Colours are mapped to the console's own, which are legible on both themes. */
export function parseAnsi(line: string): Span[] {
  const spans: Span[] = [];
  let pen = plain;
  let from = 0;
  const add = (text: string) => {
    const shown = stripAnsi(text);
    if (shown !== "") spans.push({ text: shown, ...pen });
  };
  for (const found of line.matchAll(colours)) {
    add(line.slice(from, found.index));
    pen = turned(pen, found[1] ?? "");
    from = found.index + found[0].length;
  }
  add(line.slice(from));
  return spans;
}

function turned(pen: Pen, parameters: string): Pen {
  const codes = parameters.split(/[;:]/u).map(Number);
  let next = pen;
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 38 || code === 48) {
      const [ink, used] = extended(codes.slice(at + 1));
      next = code === 38 ? { ...next, ink } : { ...next, paper: ink };
      at += used;
    } else next = withCode(next, code);
  }
  return next;
}

function withCode(pen: Pen, code: number): Pen {
  const weight = weights[code];
  const lost = without[code];
  if (code === 0) return plain;
  if (weight !== undefined)
    return { ...pen, weights: [...pen.weights.filter((one) => one !== weight), weight] };
  if (lost !== undefined) return { ...pen, weights: pen.weights.filter((one) => !lost.includes(one)) };
  if (code === 7) return { ...pen, paper: pen.ink ?? "text" };
  if (code === 39) return { ...pen, ink: null };
  if (code === 27 || code === 49) return { ...pen, paper: null };
  if (code >= 30 && code <= 37) return { ...pen, ink: inks[code - 30] ?? null };
  if (code >= 90 && code <= 97) return { ...pen, ink: inks[code - 90] ?? null };
  if (code >= 40 && code <= 47) return { ...pen, paper: inks[code - 40] ?? null };
  return code >= 100 && code <= 107 ? { ...pen, paper: inks[code - 100] ?? null } : pen;
}

/** `38;5;N` and `38;2;R;G;B`: the nearest of the eight, and how many numbers that took. */
function extended([kind, ...values]: number[]): [Ink, number] {
  if (kind === 5) return [indexed(values[0] ?? 7), 2];
  const [red = 0, green = 0, blue = 0] = values;
  return [nearest(red, green, blue), kind === 2 ? 4 : 1];
}

function indexed(index: number): Ink {
  if (index < 16) return inks[index % 8] ?? "text";
  if (index >= 232) return index < 244 ? "faint" : "text";
  const level = (step: number) => (step === 0 ? 0 : 55 + step * 40);
  const cube = index - 16;
  return nearest(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6));
}

function nearest(red: number, green: number, blue: number): Ink {
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  if (most - least < 48) return most < 128 ? "faint" : "text";
  const isOn = (channel: number) => channel > (most + least) / 2;
  return inks[Number(isOn(red)) + 2 * Number(isOn(green)) + 4 * Number(isOn(blue))] ?? "text";
}
