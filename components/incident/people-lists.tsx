import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Panel } from "#components/ui/card.tsx";
import { Monogram } from "#components/ui/monogram.tsx";
import { type Tone, toneText } from "#components/ui/tone.ts";
import { NearTime } from "./near-time.tsx";

export type OwedByOther = {
  id: string;
  who: string;
  /** Whose initials stand beside it, where one person owes it. */
  person?: string | undefined;
  title: string;
  dueAt?: string | undefined;
  /** Where there is no instant yet: "with re-pin". */
  dueWords?: string | undefined;
  tone?: Tone | undefined;
};

const line = "flex items-center gap-2.5 border-line border-b px-0.5 py-1.5 text-s";

function End({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={clsx("ml-auto shrink-0 whitespace-nowrap text-right", toneText[tone])}>{children}</span>
  );
}

/** What others owe, soonest first. */
export function OthersOwe({ items, renderedAt }: { items: readonly OwedByOther[]; renderedAt: string }) {
  if (items.length === 0) return null;
  return (
    <Panel title="Others owe" aside={<span className="figures">{items.length}</span>}>
      <ul>
        {items.map((item) => (
          <li key={item.id} className={line}>
            <Monogram name={item.person ?? item.who} />
            <span className="min-w-0">
              {item.title}
              <span className="block text-faint text-xs">{item.who}</span>
            </span>
            <End tone={item.tone ?? "neutral"}>
              {item.dueAt ? <NearTime value={item.dueAt} from={renderedAt} /> : (item.dueWords ?? "")}
            </End>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export type Lane = {
  role: string;
  /** Nobody holds the role yet where this is missing. */
  person?: string | undefined;
  presence: "here" | "away" | "nobody";
  lastSeen?: string | undefined;
};

const presences: Record<Lane["presence"], { tone: Tone; word: string }> = {
  here: { tone: "met", word: "here" },
  away: { tone: "neutral", word: "away" },
  nobody: { tone: "risk", word: "nobody yet" },
};

/** Who holds which role and whether they have the room open. */
export function Lanes({ lanes, action }: { lanes: readonly Lane[]; action?: ReactNode | undefined }) {
  return (
    <Panel title="Lanes" aside={action}>
      <ul>
        {lanes.map((lane) => (
          <li key={`${lane.role}-${lane.person ?? ""}`} className={line}>
            <Monogram name={lane.person ?? "?"} isHere={lane.person ? lane.presence === "here" : undefined} />
            <span className="min-w-0">
              {lane.role}
              {lane.person ? <span className="block text-faint text-xs">{lane.person}</span> : null}
            </span>
            <End tone={presences[lane.presence].tone}>
              {lane.presence === "away" && lane.lastSeen ? lane.lastSeen : presences[lane.presence].word}
            </End>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
