import { attemptsOf } from "./attempts.ts";
import type { Check } from "./finding.ts";

export const doubts: Check = {
  id: "doubts",
  guarantee: "every step that began has one outcome, and one that nobody knows is said to be in doubt",
  look: (evidence) =>
    attemptsOf(evidence).flatMap(({ reference, id, started, outcomes, pid }) => {
      if (started === null) return [];
      const name = `${reference} ${id}`;
      if (outcomes.length > 1)
        return [`${name} has ${outcomes.length} outcomes: ${outcomes.map(({ type }) => type).join()}`];
      if (outcomes.length === 1) return [];
      const lost = evidence.deeds.some((deed) => deed.pid === pid && deed.what === "killed");
      return [
        `${name} began and has no outcome${lost ? ", though its worker was killed" : ""}: nobody is asked`,
      ];
    }),
};
