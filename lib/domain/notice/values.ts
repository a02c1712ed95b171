import type { FactValue } from "../incident/events/shapes.ts";
import type { IncidentState, RunState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { latestRun } from "../rollback/run.ts";
import { rollbackWords } from "./rollback-words.ts";
import type { TemplateValues } from "./template.ts";

/** The incident's words and names that a template may use; `evolve` never sees them, so they are given. */
export type NoticeWords = {
  title: string;
  values: Record<string, string>;
  services: string[];
  senderName: string;
  /** Who started the rollback, where one was started. */
  starterName: string;
  /** Who commands the incident now. */
  commanderName: string;
  roomUrl: string;
  /** Where people talk; empty where no bridge is linked. */
  bridgeUrl: string;
  statusUrl: string;
};

export type NoticeDraft = {
  template: string;
  /** What the sender wrote for the template's own fields. */
  fields: Record<string, string>;
  nextUpdateAt: string | null;
  words: NoticeWords;
  /** Stands below the template's own words. */
  postscript?: string;
};

/** The paths that every incident has; beside them a template may name the pack's facts, its own fields and the baseline. */
export const valuePaths = [
  ...["incident.reference", "incident.title", "incident.severity", "incident.identifiedAt", "trigger.title"],
  ...[
    "nextUpdate.at",
    "services",
    "sender.name",
    "links.room",
    "links.bridge",
    "links.status",
    "links.tracker",
  ],
  ...["rollback.plan", "rollback.startedAt", "rollback.state", "rollback.expected", "rollback.verifiedAt"],
  ...["rollback.duration", "rollback.dataEffect", "log.head", "log.entry"],
  ...["schedule.startAt", "schedule.plan", "schedule.expected", "schedule.dataEffect", "rollback.startedBy"],
  ...["mode.scope", "mode.reasons", "mode.frozen", "commander.name"],
];

/** All that a template of this incident may name, as plain nested values. */
export function noticeValues(state: IncidentState, pack: ProtocolPack, draft: NoticeDraft): TemplateValues {
  const run = latestRun(state);
  const facts = Object.fromEntries(Object.entries(state.values).map(([name, value]) => [name, spell(value)]));
  return {
    incident: {
      reference: state.reference,
      title: draft.words.title,
      severity: state.severity,
      identifiedAt: utc(state.identifiedAt),
    },
    trigger: { title: pack.triggers[state.trigger]?.title ?? state.trigger },
    facts: { ...facts, ...draft.words.values },
    fields: draft.fields,
    nextUpdate: { at: draft.nextUpdateAt === null ? "" : utc(draft.nextUpdateAt) },
    services: draft.words.services,
    baseline: state.baseline,
    mode: modeValues(state, pack),
    targets: targetValues(state, pack),
    commander: { name: draft.words.commanderName },
    rollback: { ...rollbackValues(run, pack), startedBy: draft.words.starterName },
    schedule: scheduleValues(state, pack),
    sender: { name: draft.words.senderName },
    links: {
      room: draft.words.roomUrl,
      bridge: draft.words.bridgeUrl,
      status: draft.words.statusUrl,
      tracker: draft.words.roomUrl,
    },
    log: { head: state.head.slice(0, 12), entry: String(state.seq) },
  };
}

/** Rollback mode as it is told: how far it reaches, why, and what stands still now (PT-10). */
function modeValues({ mode, freezes }: IncidentState, pack: ProtocolPack) {
  const level = pack.scope?.levels.find(({ id }) => id === mode?.scope);
  const standing = freezes.filter(({ liftedAt }) => liftedAt === null);
  return {
    scope: level === undefined ? (mode?.scope ?? "") : `${level.id}, ${level.title}`,
    reasons: (mode?.reasons ?? []).map((reason) => pack.mode?.reasons[reason]?.title ?? reason).join("; "),
    frozen: standing.map(({ freeze }) => pack.freezes[freeze]?.title ?? freeze).join("; "),
  };
}

/** A promised word goes out in time, so a target that nobody confirmed yet is said to be so. */
const targetValues = ({ targets }: IncidentState, pack: ProtocolPack) =>
  Object.fromEntries(
    Object.keys(pack.targets).map((name) => [name, targets[name]?.value ?? "not confirmed yet"]),
  );

/** What is said of a rollback; its effect on data follows from its plan, never from the template (SM-9). */
function rollbackValues(run: RunState | null, pack: ProtocolPack) {
  const plan = pack.plans[run?.plan ?? ""];
  const seconds = (run?.steps ?? []).reduce((sum, step) => sum + step.expectedSeconds, 0);
  const verifiedAt = run?.verifiedAt ?? null;
  return {
    plan: plan?.title ?? "",
    startedAt: run === null ? "" : utc(run.startedAt),
    state: rollbackWords(run, pack),
    expected: run === null ? "" : lasting(seconds),
    verifiedAt: verifiedAt === null ? "" : utc(verifiedAt),
    duration:
      run === null || verifiedAt === null
        ? ""
        : lasting((Date.parse(verifiedAt) - Date.parse(run.startedAt)) / 1000),
    dataEffect: run === null ? "" : dataEffectOf(plan, run.steps),
  };
}

/** What a plan does to stored data, said by the plan itself; of a run only by the steps that it has. */
export const dataEffectOf = (
  plan: ProtocolPack["plans"][string] | undefined,
  run?: readonly { id: string }[],
): string =>
  (plan?.steps ?? [])
    .filter(({ id }) => run === undefined || run.some((step) => step.id === id))
    .flatMap((step) => step.dataEffect ?? [])
    .join(" ") || "The plan changes no stored data.";

/** What is said of a rollback that is still to come; blank where none is scheduled. */
function scheduleValues({ schedule }: IncidentState, pack: ProtocolPack) {
  if (schedule === null) return { startAt: "", plan: "", expected: "", dataEffect: "" };
  const plan = pack.plans[schedule.plan];
  const seconds = (plan?.steps ?? []).reduce((sum, step) => sum + step.expectedSeconds, 0);
  return {
    startAt: utc(schedule.startAt),
    plan: plan?.title ?? schedule.plan,
    expected: lasting(seconds),
    dataEffect: dataEffectOf(plan),
  };
}

/** `3 min 12 s`. */
export function lasting(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

const spell = (value: FactValue) =>
  typeof value === "string" ? value : `${value.tag} (${value.sha.slice(0, 12)})`;

/** `2026-11-21 14:02:00 UTC`. */
export const utc = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC`;
