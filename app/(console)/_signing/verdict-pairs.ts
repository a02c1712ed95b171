import { digestOf } from "#lib/platform/digest.ts";
import type { Pair } from "./read-opened.ts";

/** What every verdict says, whatever its packet is about. */
type Verdict = {
  packet: unknown;
  packetDigest: string;
  party: string;
  deputyFor?: unknown;
  answer: string;
  remediationPlanDigest: string | null;
};
type Chosen = { answer: string; remediation: string; party: string | null; deputyFor: string | null };

const wordsDigest = (words: string): string | null => (words.trim() === "" ? null : digestOf(words.trim()));
const asDeputy = (deputyFor: unknown): string => (deputyFor == null ? "no" : "yes");

/** A verdict beside what the person chose and for whom the page says that they answer. */
export const verdictPairs = (signed: Verdict, chosen: Chosen): Pair[] => [
  { title: "Your answer", shown: chosen.answer, signed: signed.answer },
  { title: "The side that you answer for", shown: chosen.party, signed: signed.party },
  {
    title: "Signed as a deputy",
    shown: asDeputy(chosen.deputyFor),
    signed: asDeputy(signed.deputyFor),
  },
  {
    title: "What has to be mended",
    shown: wordsDigest(chosen.remediation),
    signed: signed.remediationPlanDigest,
  },
  { title: "The packet's digest", shown: digestOf(signed.packet), signed: signed.packetDigest },
];
