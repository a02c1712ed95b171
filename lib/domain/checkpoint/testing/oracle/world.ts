import { canonicalOf } from "../../../incident/testing/digest.ts";
import type { LoggedCheckpointEvent } from "../../events.ts";
import type { Asked, Blocker, Rules } from "./rules.ts";

/** The little that an oracle keeps of a log, read entry by entry. */
export type World = {
  isOpen: boolean;
  locked: Record<string, string>;
  seen: Record<string, string | null>;
  /** What moved, for good. */
  moved: string[];
  pulled: string[];
  shown: Record<string, Shown>;
  /** By required run, the last word on each of its commands. */
  commands: Record<string, Record<string, { isGreen: boolean; place: string }>>;
  said: Record<string, string | undefined>;
  written: Record<string, { owner: string | null; digest: string | undefined }>;
  /** By question, then by side. */
  votes: Record<string, Record<string, Vote>>;
  sealed: Record<string, Sealed>;
  /** For which side somebody signed first. */
  voices: Record<string, string>;
  keys: Record<string, { person: string; party: string | null; key: string; entry: string }>;
  /** By the entry that named them. */
  deputies: Record<number, Deputy>;
  /** What the console owed after the last entry, of itself and at once. */
  due: string[];
};
export type Shown = {
  isGreen: boolean;
  value: string | null;
  digest: string;
  side: string;
  /** Repository, branch and commit of a pipeline; null by hand. */
  place: string | null;
  output: string | null;
};
/** `over` is the picture that was signed. */
export type Vote = { person: string; answer: string; isPasskey: boolean; over: string; statement: string };
export type Sealed = {
  outcome: string;
  at: string;
  until: string | null;
  record: string;
  over: Pick<World, "shown" | "said" | "written">;
};
type Deputy = {
  person: string;
  party: string;
  by: string;
  from: string;
  until: string;
  isEnded: boolean;
};
/** What no log of a checkpoint knows. */
export type Around = { now: string; incidents: readonly { severity: string; isCritical: boolean }[] };

export const emptyWorld = (): World => ({
  isOpen: true,
  locked: {},
  seen: {},
  moved: [],
  pulled: [],
  shown: {},
  commands: {},
  said: {},
  written: {},
  votes: {},
  sealed: {},
  voices: {},
  keys: {},
  deputies: {},
  due: [],
});

export const hasEnded = ({ moved, pulled }: World): boolean => moved.length + pulled.length > 0;

export function holds(id: string, world: World, { incidents }: Around, { criteria }: Rules): boolean {
  const criterion = criteria[id];
  if (criterion?.by === "word") return world.said[id] !== undefined;
  if (criterion?.by === "run") return world.shown[criterion.run]?.isGreen === true;
  if (criterion?.by === "calm")
    return incidents.every(({ severity }) => !criterion.without.includes(severity));
  return world.shown[id]?.isGreen === true;
}

export function blocks(blocker: Blocker, world: World, { incidents }: Around): boolean {
  if (blocker === "moved") return world.moved.length > 0;
  if (blocker === "critical") return incidents.some(({ isCritical }) => isCritical);
  return world.shown[blocker.red]?.isGreen !== true;
}

/** Whether a GO may be said to a question: nothing ended it, all that it asks holds, and the record is there. */
export function mayBeGo(question: string, world: World, around: Around, rules: Rules): boolean {
  const asked = rules.questions[question];
  if (asked === undefined || hasEnded(world)) return false;
  return (
    asked.criteria.every((id) => holds(id, world, around, rules)) &&
    !Object.values(asked.blockers).some((blocker) => blocks(blocker, world, around)) &&
    (!asked.needsRecord || isRecordThere(question, world, rules))
  );
}

const isRecordThere = (question: string, world: World, { sides, words, questions }: Rules): boolean =>
  Object.keys(words).every((part) => world.written[part] !== undefined) &&
  sides.every(
    (side) =>
      Object.values(world.shown).some((one) => one.side === side && one.isGreen) &&
      Object.keys(questions).every((one) => one === question || world.votes[one]?.[side] !== undefined),
  );

/** Whether a GO stands now: it was sealed, its time is not over, it may still be said, and it is over what was signed. */
export function stands(question: string, world: World, around: Around, rules: Rules): boolean {
  const sealed = world.sealed[question];
  const asked = rules.questions[question];
  return (
    sealed?.outcome === "go" &&
    asked !== undefined &&
    (sealed.until === null || around.now < sealed.until) &&
    mayBeGo(question, world, around, rules) &&
    isSigned(asked, sealed.over, world, rules)
  );
}

/** Another value, another place, other words: none of that was signed. A run is its commit, whatever it put out. */
function isSigned(asked: Asked, then: Sealed["over"], now: World, { criteria, words }: Rules): boolean {
  const reported = asked.criteria.filter((id) => criteria[id]?.by === "report");
  const said = asked.criteria.filter((id) => criteria[id]?.by === "word");
  return (
    reported.every((id) => {
      const [before, after] = [then.shown[id], now.shown[id]];
      if (before?.value !== after?.value) return false;
      return after?.value !== null || (before?.place === after.place && before.digest === after.digest);
    }) &&
    asked.runs.every((id) => {
      const [before, after] = [then.shown[id], now.shown[id]];
      return before?.place === after?.place && (after?.place !== null || before?.digest === after.digest);
    }) &&
    said.every((id) => then.said[id] === now.said[id]) &&
    (!asked.needsRecord ||
      Object.keys(words).every((id) => canonicalOf(then.written[id]) === canonicalOf(now.written[id])))
  );
}

/** All that a question's packet has to say, as one text. */
export function picture(question: string, world: World, around: Around, rules: Rules): string {
  const { criteria = [], runs = [], blockers = {}, needsRecord } = rules.questions[question] ?? {};
  const proofOf = (id: string) => {
    const criterion = rules.criteria[id];
    if (criterion?.by === "run") return world.shown[criterion.run]?.digest ?? null;
    return world.said[id] ?? world.shown[id]?.digest ?? null;
  };
  return drawn({
    seen: world.seen,
    criteria: criteria.map((id) => [
      id,
      holds(id, world, around, rules),
      world.shown[id]?.value ?? null,
      proofOf(id),
    ]),
    runs: runs.map((id) => {
      const { isGreen = false, digest = null, place = null, output = null } = world.shown[id] ?? {};
      return [id, isGreen, digest, place, output];
    }),
    pulled: world.pulled.map((id) => [id]),
    blockers: Object.entries(blockers).map(([id, blocker]) => [id, blocks(blocker, world, around)]),
    written: (needsRecord === true ? Object.keys(rules.words) : []).map((id) => {
      const { owner = null, digest = null } = world.written[id] ?? {};
      return [id, owner, digest];
    }),
  });
}

type Row = [string, ...(string | boolean | null)[]];
export type Drawn = {
  seen: Record<string, string | null>;
  criteria: Row[];
  runs: Row[];
  pulled: Row[];
  blockers: Row[];
  written: Row[];
};
const inOrder = (rows: readonly Row[]) => Object.fromEntries(rows.map(([id, ...row]) => [id, row]));

/** One text of what it says, in whatever order it says it. */
export const drawn = ({ seen, criteria, runs, pulled, blockers, written }: Drawn): string =>
  canonicalOf({
    seen,
    criteria: inOrder(criteria),
    runs: inOrder(runs),
    pulled: inOrder(pulled),
    blockers: inOrder(blockers),
    written: inOrder(written),
  });

type Reported = LoggedCheckpointEvent<"CriterionReported">["facts"];

/** What is known of a run's commands after a report. A failure that names none of them may be of any. */
export function commandsAfter({ commands }: World, { criterion, passed, pipeline }: Reported) {
  const known = commands[criterion] ?? {};
  const hasFailed = pipeline === undefined ? !passed : pipeline.exitCode !== 0;
  if (pipeline === undefined || pipeline.covers.length === 0) return hasFailed ? {} : known;
  const place = placeOf(pipeline);
  return {
    ...known,
    ...Object.fromEntries(pipeline.covers.map((one) => [one, { isGreen: !hasFailed, place }])),
  };
}

export const placeOf = ({ run }: NonNullable<Reported["pipeline"]>): string =>
  `${run.commit} on ${run.branch} of ${run.repository}`;
