import type { z } from "zod";
import type { PackSource } from "../pack.ts";
import type { PackProblem } from "../pack-problem.ts";

type Source = z.output<typeof PackSource>;

/** What reads as if it were guarded and is not: a joint record of one side, an approval of nobody, a limit without a value. */
export const unguardedProblems = (pack: Source): PackProblem[] => [
  ...oneSided(pack),
  ...approvalsOfNobody(pack),
  ...agreementsOfNobody(pack),
  ...limitless(pack),
  ...unstartable(pack),
];

const oneSided = ({ gates }: Source): PackProblem[] =>
  Object.entries(gates).flatMap(([name, { proposes, confirms }]) =>
    proposes === confirms
      ? [
          {
            path: `gates.${name}.confirms`,
            message: `"${confirms}" proposes it already; a joint record needs the signatures of two parties`,
          },
        ]
      : [],
  );

const approvalsOfNobody = ({ authority }: Source): PackProblem[] =>
  authority.startRollback.flatMap(({ mode, approval }, index) =>
    (mode === "approval-before" || mode === "approval-meanwhile") && approval === undefined
      ? [
          {
            path: `authority.startRollback.${index}.approval`,
            message: `is missing: "${mode}" needs the role that approves, and by when`,
          },
        ]
      : [],
  );

const agreementsOfNobody = ({ authority }: Source): PackProblem[] =>
  authority.startRollback.flatMap(({ mode, consensus, ahead }, index) => {
    if (mode !== "consensus-scheduled") return [];
    const path = `authority.startRollback.${index}`;
    return [
      ...(consensus.length === 0
        ? [
            {
              path: `${path}.consensus`,
              message: 'is empty: "consensus-scheduled" needs the roles that agree',
            },
          ]
        : []),
      ...(ahead === undefined
        ? [
            {
              path: `${path}.ahead`,
              message: 'is missing: "consensus-scheduled" needs how far ahead the start lies, and its notice',
            },
          ]
        : []),
    ];
  });

const limitless = ({ checks }: Source): PackProblem[] =>
  Object.entries(checks).flatMap(([name, { kind, atMost, tolerancePercent }]) =>
    kind === "measure" && atMost === undefined && tolerancePercent === undefined
      ? [
          {
            path: `checks.${name}`,
            message:
              'a measure needs "atMost", "tolerancePercent" or both; without them every value is normal',
          },
        ]
      : [],
  );

/** A trigger that asks for a plan at a severity whose rollback nobody may start would be owed for ever. */
function unstartable({ triggers, authority }: Source): PackProblem[] {
  const startable = new Set(authority.startRollback.flatMap(({ severities }) => severities));
  return Object.entries(triggers).flatMap(([name, { requires, minimumSeverity }]) =>
    requires.plan === undefined || startable.has(minimumSeverity)
      ? []
      : [
          {
            path: `triggers.${name}.requires.plan`,
            message: `asks for a rollback at ${minimumSeverity}, and nobody may start one there: authority.startRollback has no rule for it`,
          },
        ],
  );
}
