import type { ConsoleKey } from "#lib/verify/bundle/ed25519.ts";
import { verifyBundle } from "#lib/verify/bundle/verify-bundle.ts";
import type { Generated } from "./generated.ts";
import { type Agreed, agreedOf, askSecond } from "./second.ts";

const inOne = (agreed: Agreed | undefined) =>
  agreed === undefined ? "nothing" : `${agreed.verdict} (${agreed.findings.join("; ")})`;

// So many files of a bundle's size lie on the disk at once.
const together = 100;

/** Where the two verifiers do not say the same of a bundle; or, where none may be verified, where either says it is. */
export async function differences(
  bundles: readonly Generated[],
  trusted: readonly ConsoleKey[],
  rule?: "never verified",
): Promise<{ told: string[]; summary: string }> {
  const told: string[] = [];
  const tally: Record<string, number> = {};
  for (let from = 0; from < bundles.length; from += together) {
    const some = bundles.slice(from, from + together);
    const seconds = await askSecond(
      some.map(({ archive }) => archive),
      trusted,
    );
    for (const [index, { name, archive }] of some.entries()) {
      const [ours, theirs] = [agreedOf(verifyBundle(archive, trusted)), seconds[index]];
      tally[ours.verdict] = (tally[ours.verdict] ?? 0) + 1;
      const isWrong = rule === "never verified" && ours.verdict === "verified";
      if (isWrong || inOne(ours) !== inOne(theirs))
        told.push(`${name}: ${inOne(ours)}; the second: ${inOne(theirs)}`);
    }
  }
  const summary = Object.entries(tally)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(", ");
  return { told, summary };
}
