import type { z } from "zod";
import type { PackProblem } from "../pack-problem.ts";
import { foundWords, namesWords, valueAt } from "./found.ts";
import { keysAt } from "./keys.ts";

type Schema = z.core.$ZodType;
type Issue = z.core.$ZodIssue;
type Looked = { schema: Schema; input: unknown };

/** What a schema found wrong, as path, value found and what was expected, each at the place that has to change. */
export const shapeProblems = (issues: readonly Issue[], looked: Looked): PackProblem[] =>
  issues.flatMap((issue) => issueProblems(issue, looked));

function issueProblems(issue: Issue, looked: Looked): PackProblem[] {
  const value = valueAt(looked.input, issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(issue.path, key, looked));
    case "invalid_value":
      return [oneOf(issue.path, value, issue.values.map(String))];
    case "invalid_union":
      return unionProblems(issue, value, looked);
    case "invalid_key":
      return [
        {
          path: pathText(issue.path),
          message: `${foundWords(issue.path.at(-1))} cannot be a name: ${issue.issues[0]?.message ?? "expected another"}`,
        },
      ];
    case "invalid_type":
    case "too_big":
    case "too_small":
    case "invalid_format":
    case "not_multiple_of":
    case "invalid_element":
    case "custom":
      return [{ path: pathText(issue.path), message: expected(value, issue.message) }];
  }
}

const pathText = (path: readonly PropertyKey[]): string => path.map(String).join(".");

/** A library's own prefixes say nothing that the sentence does not say. */
function expected(value: unknown, message: string): string {
  const wanted = message.replace(/^[^:]*: (?=expected)/, "").replace(/, received \S+$/, "");
  return value === undefined ? `is missing; ${wanted}` : `found ${foundWords(value)}; ${wanted}`;
}

function oneOf(path: readonly PropertyKey[], value: unknown, names: readonly string[]): PackProblem {
  const message = expected(value, `expected ${names.length === 1 ? "" : "one of: "}${namesWords(names)}`);
  const problem = { path: pathText(path), message };
  return typeof value === "string" ? { ...problem, found: value, names } : problem;
}

function unknownKey(path: readonly PropertyKey[], key: string, { schema, input }: Looked): PackProblem {
  const names = keysAt(schema, input, path);
  return {
    path: pathText([...path, key]),
    message: `"${key}" is no key here; there are: ${namesWords(names)}`,
    found: key,
    names,
  };
}

type UnionIssue = Extract<Issue, { code: "invalid_union" }>;

/** Of a choice between shapes: the word that tells them apart, a key that none of them has, or what they are. */
function unionProblems(issue: UnionIssue, value: unknown, looked: Looked): PackProblem[] {
  if ("options" in issue && Array.isArray(issue.options)) {
    return [oneOf(issue.path, value, issue.options.map(String))];
  }
  const names = keysAt(looked.schema, looked.input, issue.path);
  const unknown = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const strange = unknown.filter((key) => !names.includes(key));
  if (strange.length > 0) return strange.map((key) => unknownKey(issue.path, key, looked));
  const shapes = names.map((name) => `{ ${name} }`).join(" or ");
  return [{ path: pathText(issue.path), message: expected(value, `expected ${shapes}`) }];
}
