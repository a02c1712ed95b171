import type { z } from "zod";
import type { PackProblem } from "../pack-problem.ts";
import type { MetBy } from "../parts/time.ts";
import { conditionProblems, conditionsProblems } from "./condition.ts";
import { enforcementProblems } from "./enforcement.ts";
import { all, each, type Known, ownerProblems, type Source } from "./names.ts";
import { templateProblems } from "./template.ts";

/** Clocks, duties, escalations, notices and deliverables. */
export const deadlineProblems = (pack: Source, known: Known): PackProblem[] => [
  ...each(pack.clocks, "clocks", (path, clock) => [
    ...ownerProblems(`${path}.owner`, clock.owner, known),
    ...known.escalation(`${path}.onBreach`, clock.onBreach),
    ...conditionsProblems(`${path}.when`, clock.when, known),
    ...metByProblems(`${path}.metBy`, clock.metBy, known),
    ...enforcementProblems(path, clock, pack, known),
    ...(clock.dueInMinutes === undefined && clock.startsAt !== "NextUpdatePromised"
      ? [{ path: `${path}.dueInMinutes`, message: "is missing: only a promised update carries its own time" }]
      : []),
  ]),
  ...each(pack.duties, "duties", (path, duty) => [
    ...ownerProblems(`${path}.owner`, duty.owner, known),
    ...conditionsProblems(`${path}.when`, duty.when, known),
    ...conditionProblems(`${path}.met`, duty.met, known),
  ]),
  ...each(pack.escalations, "escalations", (path, escalation) => [
    ...all(known.role, `${path}.path`, escalation.path),
    ...escalation.on.flatMap(({ tell }, index) => known.role(`${path}.on.${index}.tell`, tell)),
  ]),
  ...all(known.severity, "paging.severities", pack.paging?.severities ?? []),
  ...all(known.role, "paging.call", pack.paging?.call ?? []),
  ...each(pack.notices, "notices", (path, notice) => [
    ...all(known.audience, `${path}.audiences`, notice.audiences),
    ...templateProblems(path, notice, pack),
  ]),
  ...each(pack.deliverables, "deliverables", (path, deliverable) => [
    ...ownerProblems(`${path}.owner`, deliverable.owner, known),
    ...all(known.role, `${path}.attendees`, deliverable.attendees),
  ]),
];

function metByProblems(path: string, metBy: z.output<typeof MetBy>, known: Known): PackProblem[] {
  switch (metBy.is) {
    case "notice":
      return all(known.notice, `${path}.notices`, metBy.notices);
    case "deliverable":
      return known.deliverable(`${path}.deliverable`, metBy.deliverable);
    case "conditions":
      return conditionsProblems(`${path}.all`, metBy.all, known);
    case "next-notice-to-same-audiences":
    case "recorded":
    case "verification":
      return [];
  }
}
