import { clsx } from "clsx";
import { CircleCheck, CircleX, Hourglass, KeyRound, type LucideIcon, Server } from "lucide-react";
import type { ReactNode } from "react";
import { Digest } from "#components/ui/digest.tsx";
import { Time } from "#components/ui/time.tsx";
import { type Tone, toneText } from "#components/ui/tone.ts";

export type PollAnswer = "go" | "no-go" | "waiting";
export type SignatureMethod = "passkey" | "server-attested";

export type PollSide = {
  id: string;
  /** The party: "Producer". */
  title: string;
  /** The organisation: "MemoryKernel". */
  of?: string | undefined;
  answer: PollAnswer;
  /** What it was, said quietly, where the answer counts no more. */
  past?: string | undefined;
  /** The answer in the pack's words: "GO (rehearsal continuation)". While waiting: "your answer", "4 of 6 criteria read". */
  words?: string | undefined;
  signer?: string | undefined;
  signedAt?: string | undefined;
  method?: SignatureMethod | undefined;
  /** Digest of the record that was signed. */
  digest?: string | undefined;
  note?: ReactNode | undefined;
};

const looks: Record<PollAnswer, { tone: Tone; word: string; Icon: LucideIcon }> = {
  go: { tone: "met", word: "GO", Icon: CircleCheck },
  "no-go": { tone: "breach", word: "NO-GO", Icon: CircleX },
  waiting: { tone: "risk", word: "waiting", Icon: Hourglass },
};

const methods: Record<SignatureMethod, { word: string; meaning: string; Icon: LucideIcon }> = {
  passkey: {
    word: "passkey",
    meaning: "Signed with a key that only the person's device holds",
    Icon: KeyRound,
  },
  "server-attested": {
    word: "server-attested",
    meaning: "Signed by this server after a password and a one-time code; it proves less than a passkey",
    Icon: Server,
  },
};

/** The sides of a go or no-go question beside each other. */
export function Poll({ sides }: { sides: readonly PollSide[] }) {
  return (
    <ul className="grid grid-cols-2 gap-2">
      {sides.map((side) => (
        <li key={side.id}>
          <Side side={side} />
        </li>
      ))}
    </ul>
  );
}

function Side({ side }: { side: PollSide }) {
  const { tone, word, Icon } = looks[side.answer];
  return (
    <article aria-label={side.title} className="h-full rounded-m border border-line bg-plate px-3 py-2.5">
      <h3 className="text-s text-soft">
        {side.title}
        {side.of ? ` · ${side.of}` : ""}
      </h3>
      {side.past ? (
        <p className="my-0.5 text-s">{side.past}</p>
      ) : (
        <p className={clsx("my-0.5 flex items-center gap-1.5 font-bold text-xl", toneText[tone])}>
          <Icon aria-hidden strokeWidth={2.2} className="size-[18px] shrink-0" />
          {word}
        </p>
      )}
      {side.words ? <p className="text-s text-soft">{side.words}</p> : null}
      <Signed side={side} />
      {side.note ? <div className="mt-1 text-s text-soft">{side.note}</div> : null}
    </article>
  );
}

function Signed({ side }: { side: PollSide }) {
  if (!side.signedAt || !side.method) return null;
  const { word, meaning, Icon } = methods[side.method];
  return (
    <div className="mt-1 text-soft text-xs">
      <p>
        {side.signer ? `${side.signer}, ` : "signed "}
        <Time value={side.signedAt} />
      </p>
      <p className="mt-0.5 flex flex-wrap items-center gap-x-2" title={meaning}>
        <span className="inline-flex items-center gap-1">
          <Icon aria-hidden className="size-3" />
          {word}
        </span>
        {side.digest ? <Digest value={side.digest} what="signed record's digest" /> : null}
      </p>
    </div>
  );
}
