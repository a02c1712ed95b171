import { digestOf, sha256 } from "#lib/platform/digest.ts";
import { type Loosened, rewritten, sealedBy } from "./forge.ts";
import { object, typed, type Variant } from "./forgeries.ts";

const handedIn = new TextEncoder().encode("What changes for consumers\n");
const file = {
  id: "00000000-0000-4000-8000-00000000000f",
  sha256: sha256(handedIn),
  bytes: handedIn.length,
  media: "text/markdown",
};

/** The report with a file beside its words, and its digest of both. */
function withFile({ facts: given, text, ...entry }: Loosened): Loosened {
  const { pipeline: _, ...reported } = given;
  const shown = { command: text?.command ?? "", output: "", name: "CHANGES.md" };
  const digest = digestOf({ ...shown, file: file.sha256 });
  return { ...entry, facts: { ...reported, digest, file }, text: shown };
}

/** A last report, which nobody signs any more, came with a file; then what a forger makes of its entry. */
export const reportedWithFile =
  (change: (entry: Loosened) => Partial<Loosened> = () => ({})): Variant["make"] =>
  (source, key) => {
    const evidence = new Map([...source.evidence, [file.sha256, handedIn]]);
    const made = rewritten({ ...source, evidence }, (list) => {
      const report = typed(list, "CriterionReported").at(-1);
      if (report === undefined) return list;
      const last = withFile(structuredClone(report));
      return list.toSpliced(-1, 0, { ...last, ...change(last) });
    });
    return sealedBy(made, key);
  };

/** A file that nobody saw stands beside a report on which both sides signed, with its digest. */
const proofWithFile: Variant["make"] = (source, key) => {
  const evidence = new Map([...source.evidence, [file.sha256, handedIn]]);
  const made = rewritten({ ...source, evidence }, (list) =>
    list.map((entry) => (entry.facts.criterion === "manifest" ? withFile(entry) : entry)),
  );
  return sealedBy(made, key);
};

/** What a forger with every right could make of a file that came with a report. */
export const reportFileVariants: Variant[] = [
  { name: "a file that came with a report", finds: null, make: reportedWithFile() },
  {
    name: "another file named than was shown",
    finds: "evidence",
    says: "not that of what was written",
    make: reportedWithFile(({ facts: given }) => ({
      facts: { ...given, file: { ...object(given.file), sha256: "0".repeat(64) } },
    })),
  },
  {
    name: "another name of a file than was shown",
    finds: "evidence",
    says: "not that of what was written",
    make: reportedWithFile(({ text }) => ({ text: { ...text, name: "other.md" } })),
  },
  {
    name: "a file without a name",
    finds: "evidence",
    says: "not that of what was written",
    make: reportedWithFile(({ text }) => ({ text: { command: text?.command, output: text?.output } })),
  },
  {
    name: "a file that is not told",
    finds: "evidence",
    says: "no such file",
    make: reportedWithFile(({ facts: { file: _, ...given } }) => ({ facts: given })),
  },
  {
    name: "another length of a file",
    finds: "evidence",
    says: "not the file that",
    make: reportedWithFile(({ facts: given }) => ({
      facts: { ...given, file: { ...object(given.file), bytes: 1 } },
    })),
  },
  {
    name: "a file of no type",
    finds: "log",
    make: reportedWithFile(({ facts: given }) => ({
      facts: { ...given, file: { ...object(given.file), media: "Text" } },
    })),
  },
  {
    name: "a file put beside a report that was signed",
    finds: "statement",
    says: "what the log had come to: criteria",
    make: proofWithFile,
  },
];
