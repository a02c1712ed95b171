import type { Asked } from "../asking.ts";
import type { Evidence, Stream } from "../evidence.ts";
import type { Check } from "./finding.ts";

/** What the console said yes to is in the log, once, however often it had to be asked. */
export const entries: Check = {
  id: "entries",
  guarantee: "no acknowledged entry is lost and none is written twice",
  look: ({ streams, asked }) => {
    const byReference = new Map(streams.map((stream) => [stream.reference, stream]));
    return asked.flatMap((one) => lookAt(one, byReference.get(one.reference ?? "")));
  },
};

function lookAt({ what, words, reference, answer, seq }: Asked, stream: Stream | undefined): string[] {
  const found: string[] = [];
  if (answer === "accepted") {
    if (stream === undefined) return [`${what}: ${reference} was acknowledged and is not there`];
    const last = stream.entries.at(-1)?.seq ?? 0;
    if ((seq ?? 0) > last)
      found.push(`${what}: entry ${seq} of ${reference} was acknowledged, and its log ends at ${last}`);
  }
  if (words === null || stream === undefined) return found;
  const written = stream.entries.filter(
    (entry) => entry.type === "NoteAdded" && entry.words.includes(`"${words}"`),
  );
  if (written.length > 1) found.push(`"${words}" is there ${written.length} times`);
  if (answer === "accepted" && written.length === 0)
    found.push(`"${words}" was acknowledged and is not there`);
  return found;
}

/** Everybody who asked has an answer, and nothing happened that no fault explains. */
export const answers: Check = {
  id: "answers",
  guarantee: "everybody who asked has an answer, and nothing ends or breaks by itself",
  look: ({ asked, surprises }: Evidence) => [
    ...asked
      .filter(({ answer }) => answer === "unknown")
      .map(({ what, reference }) => `${what} ${reference} never had an answer`),
    ...surprises,
  ],
};
