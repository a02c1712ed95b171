import { shortened } from "#lib/domain/whole-text.ts";
import type { OutgoingAnswer } from "#lib/platform/outgoing-http.ts";

/** What a question found, in words, and whether it was something else than hoped for. */
export type Finding = { wrong: boolean; summary: string };

export type Expected = {
  expectedStatus: readonly number[];
  expectedJson: readonly { path: string; equals: string | number | boolean }[];
};

/** Compares an answer with what was expected: the status, and each named place of a JSON answer written as text. */
export function judgeAnswer(
  answer: OutgoingAnswer,
  { expectedStatus, expectedJson }: Expected,
  say: (line: string) => void,
): Finding {
  if (!expectedStatus.includes(answer.status))
    return wrong(`expected status ${expectedStatus.join(" or ")}, got ${answer.status}`);
  if (expectedJson.length === 0) return right(`status ${answer.status}, as expected`);
  if (answer.bodyIs !== "whole")
    return wrong(`the answer ${answer.bodyIs === "cut" ? "is larger than 256 KiB" : "did not arrive whole"}`);
  const body = parseJson(answer.body);
  if (body === undefined) return wrong("the answer is not JSON");
  const differences = expectedJson
    .map(({ path, equals }) => compare(body, path, String(equals), say))
    .filter((text) => text !== null);
  return differences.length > 0
    ? wrong(differences.join("; "))
    : right(`status ${answer.status} and ${expectedJson.length} values, as expected`);
}

const wrong = (summary: string) => ({ wrong: true, summary });
const right = (summary: string) => ({ wrong: false, summary });

function compare(body: unknown, path: string, equals: string, say: (line: string) => void): string | null {
  const value = valueAt(body, path);
  const isScalar = value === null || ["string", "number", "boolean"].includes(typeof value);
  const shown = value === undefined ? "nothing" : isScalar ? clip(JSON.stringify(value)) : "no single value";
  say(`${path} is ${shown}`);
  return isScalar && String(value) === equals ? null : `expected ${path} to be ${equals}, found ${shown}`;
}

export function valueAt(body: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    return (value as Record<string, unknown>)[name];
  }, body);
}

const clip = (text: string): string => shortened(text, 200);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
