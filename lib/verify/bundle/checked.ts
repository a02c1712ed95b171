import type { Check, Finding, Verdict } from "./findings.ts";
import { places } from "./manifest.ts";
import { byRotation, counted } from "./told.ts";

type Read = Exclude<Verdict, { verdict: "unreadable" }>;

/**
 * One thing, in the order of the looking. What stands on something broken is not looked at; where nothing was there to
 * look at, the state is `none`, because nothing is shown by it.
 */
export type Checked = { what: string; state: "holds" | "none" | "fails" | "not looked at"; told: string };

const isOf =
  (...checks: Check[]) =>
  ({ check }: Finding) =>
    checks.includes(check);
const isConsoleKey = ({ check, where }: Finding) => check === "key" && where === places.consoleKey;
const isPasskeyFile = ({ check, where }: Finding) => check === "key" && where !== places.consoleKey;
// A log that cannot be read says nothing more; of an entry that cannot be understood, the chain still holds.
const isOfOneEntry = ({ check, where }: Finding) => check === "log" && where !== places.log;
const isOfLines = ({ check, where }: Finding) => check === "log" && where === places.log;

const isSigned = ({ verdicts }: Read["decisions"][number]) => verdicts.length > 0;

type States = ReadonlyMap<string, Checked["state"]>;
type Step = {
  what: string;
  isOfIt: (finding: Finding) => boolean;
  /** What has to hold for this to be looked at. */
  after?: string[];
  isLookedAt?: (verdict: Read, states: States) => boolean;
  /** What is told where there is nothing of it. */
  none?: (verdict: Read) => string | null;
  told: (verdict: Read) => string;
};

const steps: Step[] = [
  {
    what: "Digests",
    isOfIt: isOf("files"),
    told: ({ counts }) => `${counted(counts.files, "file")}, each the one that the manifest lists`,
  },
  {
    what: "Console's key",
    isOfIt: isConsoleKey,
    told: ({ findings }) =>
      findings.some(isOf("signature"))
        ? "what stands beside the log is a key"
        : "what stands beside the log is the key that the manifest names",
  },
  {
    what: "Envelope",
    isOfIt: isOf("signature", "trust", "rotation"),
    // Without a key to trust, and with none beside the log, there is none to check a signature with.
    isLookedAt: ({ isTrusted }, states) => isTrusted || states.get("Console's key") === "holds",
    told: ({ isTrusted, through }) =>
      isTrusted
        ? `the manifest is signed by a key which you trust${byRotation(through)}`
        : "the manifest is signed by the key that stands in the bundle",
  },
  {
    what: "Chain",
    isOfIt: (finding) => isOf("chain")(finding) || isOfLines(finding),
    told: ({ counts }) => `${counted(counts.entries, "entry")}, each on the one before it, up to the head`,
  },
  {
    what: "Redactions",
    isOfIt: () => false,
    after: ["Chain"],
    none: ({ counts }) => (counts.redacted === 0 ? "no text was redacted" : null),
    told: ({ counts }) => `${counted(counts.redacted, "text")} redacted, and an entry says so of each`,
  },
  {
    what: "Entries",
    isOfIt: isOfOneEntry,
    after: ["Chain"],
    told: () => "those that decisions and signatures stand on can be read",
  },
  {
    what: "Protocol",
    isOfIt: isOf("protocol"),
    after: ["Chain"],
    told: () => "it is the one that the log pinned",
  },
  {
    what: "Assertions",
    isOfIt: isOf("statement", "assertion", "enrolment"),
    after: ["Chain", "Protocol"],
    none: ({ counts }) => (counts.passkeys + counts.attested === 0 ? "nobody signed anything" : null),
    told: ({ counts }) =>
      `${counted(counts.passkeys, "signature")} by passkey, ${counts.attested} server-attested`,
  },
  {
    what: "Quorum",
    isOfIt: isOf("decision", "quorum"),
    after: ["Chain", "Protocol"],
    none: ({ decisions }) => (decisions.length === 0 ? "no decision was sealed" : null),
    told: ({ decisions }) =>
      `${counted(decisions.length, "sealed decision")}, ${decisions.every(isSigned) ? "made of both parties' verdicts" : "each made of both parties' verdicts, or of what ended the checkpoint"}`,
  },
  {
    what: "Records",
    isOfIt: isOf("record"),
    after: ["Envelope", "Chain", "Protocol"],
    none: ({ decisions }) => (decisions.length === 0 ? "no decision was sealed" : null),
    told: () => "they say what the log says, and the console signed them",
  },
  {
    what: "Evidence",
    isOfIt: isOf("evidence"),
    after: ["Chain", "Protocol"],
    none: ({ counts }) => (counts.evidence === 0 ? "no file of evidence is in it" : null),
    told: ({ counts }) => `${counted(counts.evidence, "file")}, each the one that its entry names`,
  },
  {
    what: "Anchor",
    isOfIt: isOf("anchor"),
    after: ["Envelope", "Chain"],
    none: ({ counts }) =>
      counts.anchors === 0
        ? "no anchor is in it, so nothing shows that the log was not cut before its export"
        : null,
    told: () =>
      "the log holds what one leaf of the console's signed list says; whether a later leaf is there, only the list shows",
  },
  {
    what: "Keys",
    isOfIt: isPasskeyFile,
    after: ["Chain", "Protocol"],
    told: () => "the passkeys are those that the log enrolled",
  },
];

/** Each thing that was checked, as a line. */
export function checkedIn(verdict: Read): Checked[] {
  const states = new Map<string, Checked["state"]>();
  return steps.map((step) => {
    const line = { what: step.what, ...lineOf(step, verdict, states) };
    states.set(step.what, line.state);
    return line;
  });
}

function lineOf(step: Step, verdict: Read, states: States): Omit<Checked, "what"> {
  const { isOfIt, after = [], isLookedAt = () => true, none, told } = step;
  const wrong = verdict.findings.filter(isOfIt).length;
  if (wrong > 0) return { state: "fails", told: counted(wrong, "reason") };
  const areThere = after.every((before) => states.get(before) === "holds");
  if (!areThere || !isLookedAt(verdict, states)) return { state: "not looked at", told: "" };
  const without = none?.(verdict) ?? null;
  return without === null ? { state: "holds", told: told(verdict) } : { state: "none", told: without };
}
