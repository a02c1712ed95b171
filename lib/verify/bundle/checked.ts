import type { Check, Finding, Verdict } from "./findings.ts";
import { places } from "./manifest.ts";
import { counted } from "./told.ts";

type Read = Exclude<Verdict, { verdict: "unreadable" }>;

/** One thing that was looked at, in the order of the looking. What stands on something broken is not looked at. */
export type Checked = { what: string; state: "holds" | "fails" | "not looked at"; told: string };

const isOf =
  (...checks: Check[]) =>
  ({ check }: Finding) =>
    checks.includes(check);
const isConsoleKey = ({ check, where }: Finding) => check === "key" && where === places.consoleKey;
const isPasskeyFile = ({ check, where }: Finding) => check === "key" && where !== places.consoleKey;

const steps: {
  what: string;
  isOfIt: (finding: Finding) => boolean;
  after?: string[];
  told: (v: Read) => string;
}[] = [
  {
    what: "Digests",
    isOfIt: isOf("files"),
    told: ({ counts }) => `${counted(counts.files, "file")}, each the one that the manifest lists`,
  },
  {
    what: "Envelope",
    isOfIt: (finding) => isOf("signature", "trust")(finding) || isConsoleKey(finding),
    told: ({ isTrusted }) =>
      isTrusted
        ? "the manifest is signed by a key which you trust"
        : "the manifest is signed by the key that stands in the bundle",
  },
  {
    what: "Chain",
    isOfIt: isOf("log", "chain"),
    told: ({ counts }) => `${counted(counts.entries, "entry")}, each on the one before it, up to the head`,
  },
  {
    what: "Redactions",
    isOfIt: () => false,
    after: ["Chain"],
    told: ({ counts }) =>
      counts.redacted === 0
        ? "no text was redacted"
        : `${counted(counts.redacted, "text")} redacted, and an entry says so of each`,
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
    told: ({ counts }) =>
      `${counted(counts.passkeys, "signature")} by passkey, ${counts.attested} server-attested`,
  },
  {
    what: "Quorum",
    isOfIt: isOf("decision", "quorum"),
    after: ["Chain", "Protocol"],
    told: ({ decisions }) =>
      decisions.length === 0
        ? "no decision was sealed"
        : `${counted(decisions.length, "sealed decision")}, made of both parties' verdicts`,
  },
  {
    what: "Records",
    isOfIt: isOf("record"),
    after: ["Envelope", "Chain", "Protocol"],
    told: () => "they say what the log says, and the console signed them",
  },
  {
    what: "Evidence",
    isOfIt: isOf("evidence"),
    after: ["Chain", "Protocol"],
    told: ({ counts }) =>
      counts.evidence === 0
        ? "no file of evidence is in it"
        : `${counted(counts.evidence, "file")}, each the one that its entry names`,
  },
  {
    what: "Anchor",
    isOfIt: isOf("anchor"),
    after: ["Envelope", "Chain"],
    told: ({ counts }) =>
      counts.anchors === 0
        ? "none is in it"
        : "the log holds what the console's signed list says that it held",
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
  return steps.map(({ what, isOfIt, after = [], told }) => {
    const wrong = verdict.findings.filter(isOfIt).length;
    const isOpen = after.every((before) => states.get(before) === "holds");
    const state = wrong > 0 ? "fails" : isOpen ? "holds" : "not looked at";
    states.set(what, state);
    const words = { holds: told(verdict), fails: counted(wrong, "reason"), "not looked at": "" };
    return { what, state, told: words[state] };
  });
}
