import { FreezeQuestion } from "#lib/domain/freeze/question.ts";
import { passing } from "#lib/domain/freeze/standing.ts";
import { settings } from "#lib/platform/env.ts";
import { readFreeze } from "#lib/queries/freeze.ts";
import { answer, problem } from "../_door/answer.ts";
import { defineDoor } from "../_door/define-door.ts";

export const dynamic = "force-dynamic";

/** Whether something may move now: asked by pipelines and hooks, answered by who asks and for what. */
export const GET = defineDoor({
  name: "freeze",
  scope: "freeze:read",
  query: FreezeQuestion,
  run: async (question) => {
    const told = await readFreeze(question);
    if (!told.ok) return problem({ error: "not-found", message: told.refusal.message });
    const { frozen, admitted, met, why } = told.value;
    return answer({
      frozen,
      admitted,
      why,
      freezes: met.map(({ freeze: { incident, title, rule, since, until, admits }, admittedAs }) => ({
        incident,
        title,
        rule,
        since,
        liftsWhen: until,
        admits: passing(
          admits.roles.map((role) => role.title),
          admits.work,
        ),
        admittedAs,
        room: `${settings().url}/incidents/${incident}`,
      })),
    });
  },
});
