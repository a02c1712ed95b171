import { ownerTitle } from "#lib/domain/protocol/owner-title.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import {
  type BoardIncident,
  type Reader,
  readLastDropped,
  readLastResolved,
  readOpenIncidents,
} from "#lib/store/board.ts";
import { readActiveFreezes } from "#lib/store/freezes.ts";
import { packByHash } from "#lib/store/packs.ts";
import { findPersons } from "#lib/store/people.ts";
import { listServices, type Service } from "#lib/store/services.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { type FreezeLine, freezeLinesOf } from "./freeze-lines.ts";

export type SeverityView = { id: string; title: string; isCritical: boolean; isWorst: boolean };
export type NextDue = {
  title: string;
  owner: string;
  status: "running" | "at-risk" | "breached";
  dueAt: string;
  rule: string | null;
};
export type IncidentLine = {
  reference: string;
  title: string;
  pack: { id: string; title: string };
  trigger: string;
  severity: SeverityView;
  phase: string | null;
  commander: string | null;
  services: string[];
  declaredAt: string;
  closedAt: string | null;
  closedAs: string | null;
  nextDue: NextDue | null;
  /** What this reader does there. */
  part: string[];
};
export type BoardView = {
  open: IncidentLine[];
  resolved: IncidentLine[];
  /** Cancelled as false alarms, or merged into others. */
  dropped: IncidentLine[];
  freezes: FreezeLine[];
  serverNow: string;
};

const resolvedShown = 5;

/** What is open to this reader, what may not move, and what was resolved last. */
export async function readBoard({ personId, isAuditor }: Reader): Promise<BoardView> {
  const reader = { personId, isAuditor };
  const [open, resolved, dropped, freezes, services] = await Promise.all([
    readOpenIncidents(reader),
    readLastResolved(reader, resolvedShown),
    readLastDropped(reader, resolvedShown),
    readActiveFreezes(),
    listServices(),
  ]);
  const [openLines, resolvedLines, droppedLines, freezeLines, serverNow] = await Promise.all([
    incidentLines(open, services),
    incidentLines(resolved, services),
    incidentLines(dropped, services),
    freezeLinesOf(freezes, services, open),
    databaseNow(),
  ]);
  return {
    open: openLines.sort(byUrgency),
    resolved: resolvedLines,
    dropped: droppedLines,
    freezes: freezeLines,
    serverNow,
  };
}

/** What is due first stands first; what owes nothing comes last. */
function byUrgency(left: IncidentLine, right: IncidentLine): number {
  const due = (line: IncidentLine) =>
    line.nextDue === null ? Number.POSITIVE_INFINITY : Date.parse(line.nextDue.dueAt);
  const difference = due(left) - due(right);
  return Number.isNaN(difference) ? 0 : difference;
}

export async function incidentLines(
  incidents: BoardIncident[],
  services: Service[],
): Promise<IncidentLine[]> {
  const commanders = incidents.flatMap(({ commander }) => (commander === null ? [] : [commander]));
  const people = await findPersons([...new Set(commanders)]);
  const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? null;
  return Promise.all(
    incidents.map(async (incident) => {
      const pack = await packByHash(incident.pack.hash);
      return {
        reference: incident.reference,
        title: incident.title,
        pack: { id: pack.id, title: pack.title },
        trigger: pack.triggers[incident.trigger]?.title ?? incident.trigger,
        severity: severityOf(pack, incident.severity),
        phase: pack.phases.find(({ id }) => id === incident.phase)?.title ?? null,
        commander: nameOf(incident.commander),
        services: incident.services.map(({ id, environment }) => serviceWords(services, id, environment)),
        declaredAt: incident.declaredAt,
        closedAt: incident.closedAt,
        closedAs: incident.closedAs,
        nextDue: nextDueOf(pack, incident),
        part: incident.part.map((role) => pack.roles[role]?.title ?? role),
      };
    }),
  );
}

function severityOf(pack: ProtocolPack, id: string): SeverityView {
  const known = pack.severities.find((severity) => severity.id === id);
  const isWorst = pack.severities[0]?.id === id;
  return { id, title: known?.title ?? id, isCritical: known?.critical ?? false, isWorst };
}

function serviceWords(services: Service[], id: string, environment: string): string {
  const name = services.find((service) => service.id === id)?.name ?? "a service";
  return `${name}, ${environment}`;
}

function nextDueOf(pack: ProtocolPack, { nextClock, status }: BoardIncident): NextDue | null {
  if (nextClock === null || status === "closed") return null;
  const described = pack.clocks[nextClock.clock];
  return {
    title: described?.title ?? nextClock.clock,
    owner: described === undefined ? "" : ownerTitle(pack, described.owner),
    status: nextClock.status === "breached" || nextClock.status === "at-risk" ? nextClock.status : "running",
    dueAt: nextClock.dueAt,
    rule: nextClock.rule,
  };
}
