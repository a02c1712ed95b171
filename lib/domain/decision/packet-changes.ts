import type { Packet } from "../incident/events/decision.ts";
import type { VerdictState } from "../incident/state.ts";
import { became, holdsNow, pairs } from "./differences.ts";
import { Statement } from "./statement.ts";

type TitleOf = (requirement: string) => string;

/** The packet that a signature covers, read from what was signed. */
export const signedPacket = ({ statement }: Pick<VerdictState, "statement">): Packet =>
  Statement.parse(JSON.parse(statement)).packet;

/** What changed from the packet that was signed to the one that stands, each difference in words (MKC-6). */
export function packetChanges(before: Packet, after: Packet, titleOf: TitleOf): string[] {
  const names = new Set([...Object.keys(before.baseline), ...Object.keys(after.baseline)]);
  return [
    ...became("Protocol", protocol(before), protocol(after)),
    ...became("Severity", before.severity, after.severity),
    ...[...names].flatMap((name) => became(`Baseline ${name}`, before.baseline[name], after.baseline[name])),
    ...runChange(before.run, after.run),
    ...criteriaChanges(before.criteria, after.criteria),
    ...evidenceChanges(before.evidence, after.evidence, titleOf),
  ];
}

const protocol = ({ pack }: Packet) => `${pack.id} ${pack.version}`;

function runChange(then: Packet["run"], now: Packet["run"]): string[] {
  if (then !== null && now !== null && (then.id !== now.id || then.planDigest !== now.planDigest))
    return [`Rollback run: another one, ${now.state}`];
  return became("Rollback run", then?.state, now?.state);
}

/** Which criteria are asked follows the situation, so one may come or go. */
function criteriaChanges(before: Packet["criteria"], after: Packet["criteria"]): string[] {
  const isIn = (some: Packet["criteria"], id: string) => some.some((one) => one.id === id);
  return [
    ...pairs(before, after).flatMap(([then, now]) => (then.holds === now.holds ? [] : [holdsNow(now)])),
    ...after.filter(({ id }) => !isIn(before, id)).map(({ title }) => `${title}: asked now`),
    ...before.filter(({ id }) => !isIn(after, id)).map(({ title }) => `${title}: not asked any more`),
  ];
}

function evidenceChanges(before: Packet["evidence"], after: Packet["evidence"], titleOf: TitleOf): string[] {
  const handedIn = after.flatMap(({ requirement, evidence }) => {
    const then = before.find((one) => one.requirement === requirement);
    if (then?.evidence === evidence) return [];
    return [`${titleOf(requirement)}: ${then === undefined ? "handed in" : "handed in anew"}`];
  });
  const gone = before
    .filter(({ requirement }) => after.every((one) => one.requirement !== requirement))
    .map(({ requirement }) => `${titleOf(requirement)}: proves nothing any more`);
  return [...handedIn, ...gone];
}
