import { clsx } from "clsx";
import {
  CircleCheck,
  CircleDashed,
  CircleX,
  History,
  LoaderCircle,
  type LucideIcon,
  Signature,
  SkipForward,
} from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Time } from "#components/ui/time.tsx";
import { type Tone, toneText } from "#components/ui/tone.ts";
import { RuleLink, type RuleRef } from "./rule-link.tsx";

/**
 * `ran`: the console ran the check itself. `handed-in`: a person handed it in and vouches for it. The others are how a
 * step stands that belongs to the same lane of work.
 */
export type EvidenceState =
  | "missing"
  | "handed-in"
  | "failed"
  | "outdated"
  | "ran"
  | "waiting"
  | "running"
  | "stopped"
  | "skipped"
  | "done";

/** How big a file is, and where it is given out; without an address, why this reader does not get it. */
export type EvidenceFile = { size: string } & ({ href: string } | { withheld: string });

export type Superseded = {
  id: string;
  digest: string;
  by: string;
  at: string;
  hasFailed: boolean;
  file?: EvidenceFile | undefined;
};

export type EvidenceItem = {
  id: string;
  title: string;
  state: EvidenceState;
  rule?: RuleRef | undefined;
  digest?: string | undefined;
  handedInBy?: string | undefined;
  handedInAt?: string | undefined;
  file?: EvidenceFile | undefined;
  /** What was handed in before and stays: the newest first. */
  superseded?: readonly Superseded[] | undefined;
  href?: string | undefined;
  /** A button where this person may hand it in. */
  action?: ReactNode | undefined;
};

export type EvidenceParty = {
  id: string;
  title: string;
  /** The organisation: "MemoryKernel". */
  of?: string | undefined;
  items: readonly EvidenceItem[];
  /** Said instead of a count while nothing can be handed in yet: "after rollback". */
  waitsFor?: string | undefined;
};

const looks: Record<EvidenceState, { tone: Tone; word: string; Icon: LucideIcon }> = {
  missing: { tone: "neutral", word: "not handed in", Icon: CircleDashed },
  failed: { tone: "breach", word: "its command failed", Icon: CircleX },
  outdated: { tone: "risk", word: "from before the rollback", Icon: History },
  "handed-in": { tone: "run", word: "vouched for", Icon: Signature },
  ran: { tone: "met", word: "run here", Icon: CircleCheck },
  waiting: { tone: "neutral", word: "waiting", Icon: CircleDashed },
  running: { tone: "run", word: "running", Icon: LoaderCircle },
  stopped: { tone: "breach", word: "stopped, and asks", Icon: CircleX },
  skipped: { tone: "risk", word: "skipped", Icon: SkipForward },
  done: { tone: "met", word: "done", Icon: CircleCheck },
};

const open: ReadonlySet<EvidenceState> = new Set([
  "missing",
  "failed",
  "outdated",
  "waiting",
  "running",
  "stopped",
]);
const counts = (item: EvidenceItem) => !open.has(item.state);

/** Party by party: n of m handed in, and each piece with its digest. */
export function EvidenceChecklist({ parties }: { parties: readonly EvidenceParty[] }) {
  return (
    <div className="grid gap-2">
      {parties.map((party) => (
        <Card key={party.id}>
          <PartyHead party={party} />
          <ul>
            {party.items.map((item) => (
              <ItemRow key={item.id} item={item} />
            ))}
          </ul>
        </Card>
      ))}
    </div>
  );
}

function PartyHead({ party }: { party: EvidenceParty }) {
  const done = party.items.filter(counts).length;
  const total = party.items.length;
  const said = `${done} of ${total}`;
  return (
    <div className="flex items-center gap-3 border-line border-b px-3 py-2 text-s">
      <h3 className="font-semibold">
        {party.title}
        {party.of ? <span className="font-normal text-soft"> · {party.of}</span> : null}
      </h3>
      <Progress
        label={`${party.title}: done and handed in`}
        value={done}
        max={total}
        valueText={said}
        tone={done === total && total > 0 ? "met" : "run"}
      />
      <span className={clsx("shrink-0", done === total && total > 0 ? "text-met" : "text-soft")}>
        {party.waitsFor ?? said}
      </span>
    </div>
  );
}

function ItemRow({ item }: { item: EvidenceItem }) {
  const { tone, word, Icon } = looks[item.state];
  return (
    <li className="flex items-start gap-2.5 border-line border-b px-3 py-1.5 text-s last:border-b-0">
      <Icon aria-hidden strokeWidth={2.2} className={clsx("mt-[3px] size-3.5 shrink-0", toneText[tone])} />
      <div className="min-w-0 flex-1">
        {item.href ? (
          <a href={item.href} className="link">
            {item.title}
          </a>
        ) : (
          item.title
        )}
        {item.rule ? <RuleLink rule={item.rule} className="ml-2" /> : null}
        {item.handedInAt ? <HandedIn item={item} at={item.handedInAt} /> : null}
        <Earlier items={item.superseded ?? []} />
      </div>
      <div className="flex shrink-0 flex-col items-end gap-1">
        {item.action !== undefined && item.state === "missing" ? null : (
          <span className={toneText[tone]}>{word}</span>
        )}
        {item.action}
      </div>
    </li>
  );
}

function Given({ file }: { file: EvidenceFile | undefined }) {
  if (file === undefined) return null;
  if ("withheld" in file) return `${file.size}, ${file.withheld}`;
  return (
    <a href={file.href} download className="link">
      Download, {file.size}
    </a>
  );
}

function HandedIn({ item, at }: { item: EvidenceItem; at: string }) {
  return (
    <p className="text-faint text-xs">
      {item.handedInBy ? `${item.handedInBy}, ` : ""}
      <Time value={at} /> {item.digest ? <Digest value={item.digest} what="sha256" /> : null}{" "}
      <Given file={item.file} />
    </p>
  );
}

function Earlier({ items }: { items: readonly Superseded[] }) {
  if (items.length === 0) return null;
  return (
    <details className="text-faint text-xs">
      <summary className="cursor-pointer">{items.length} superseded</summary>
      <ul aria-label="Superseded">
        {items.map(({ id, by, at, digest, hasFailed, file }) => (
          <li key={id}>
            {by}, <Time value={at} />
            {hasFailed ? ", failed" : ""} <Digest value={digest} what="sha256" /> <Given file={file} />
          </li>
        ))}
      </ul>
    </details>
  );
}
