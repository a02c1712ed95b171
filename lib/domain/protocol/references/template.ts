import type { z } from "zod";
import { parseTemplate } from "../../notice/template.ts";
import { valuePaths } from "../../notice/values.ts";
import type { PackProblem } from "../pack-problem.ts";
import type { NoticeTemplate } from "../parts/communication.ts";
import { namesWords } from "../problems/found.ts";
import type { Source } from "./names.ts";

type Notice = z.output<typeof NoticeTemplate>;

/** Every path that a notice's words or requirements name and no incident of the pack could have. */
export function templateProblems(path: string, notice: Notice, pack: Source): PackProblem[] {
  const known = [
    ...valuePaths,
    ...Object.keys(pack.facts).map((name) => `facts.${name}`),
    ...Object.keys(pack.targets).map((name) => `targets.${name}`),
    ...Object.keys(notice.asks).map((name) => `fields.${name}`),
  ];
  const unknown = (at: string, names: string[]): PackProblem[] =>
    names
      .filter((name) => !known.includes(name) && !name.startsWith("baseline."))
      .map((name) => ({
        path: at,
        message: `"${name}" is nothing a notice may name; there are: ${namesWords([...known, "baseline.*"])}`,
        found: name,
        names: known,
      }));
  const words = (["subject", "body"] as const).flatMap((part): PackProblem[] => {
    const parsed = parseTemplate(notice[part]);
    return parsed.ok
      ? unknown(`${path}.${part}`, parsed.paths)
      : parsed.problems.map(({ line, reason }) => ({
          path: `${path}.${part}`,
          message: `line ${line}: ${reason}`,
        }));
  });
  const carried = Object.keys(notice.carries)
    .filter((name) => !notice.requires.includes(name))
    .map((name) => ({
      path: `${path}.carries`,
      message: `"${name}" carries a rule and is not required; required are: ${notice.requires.join(", ") || "none"}`,
    }));
  return [...words, ...unknown(`${path}.requires`, notice.requires), ...carried];
}
