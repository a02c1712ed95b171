import { relative } from "node:path";
import { z } from "zod";

export type Suite = "unit" | "postgres" | "journeys";
/** One test that ran: where it stands, what it promises by name, and whether it kept it. */
export type Outcome = { suite: Suite; file: string; name: string; passed: boolean };

const bracketed = /\[([A-Z]{2,6}-\d+(?:\.\d+)?)\]/g;
/** The rules that a test's name carries, as in `[MKC-4] an initial notice ...`. */
export const rulesNamed = (name: string): string[] => [
  ...new Set([...name.matchAll(bracketed)].map(([, id]) => id ?? "")),
];

/** Whether a test comes in as a person or a pipeline does: a screen, or a command on a real database. */
export const isThroughFace = ({ file }: Outcome): boolean =>
  file.startsWith("e2e/") ||
  /^(app|bin|lib\/(commands|queries|auth|worker))\/.*[.]pg[.]test[.]ts$/.test(file);

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

export function vitestOutcomes(report: unknown, root: string): Outcome[] {
  return vitestReport.parse(report).testResults.flatMap(({ name: path, assertionResults }) => {
    const file = relative(root, path);
    const suite = file.endsWith(".pg.test.ts") ? "postgres" : "unit";
    return assertionResults.map(
      ({ fullName, status }): Outcome => ({ suite, file, name: fullName, passed: status === "passed" }),
    );
  });
}

type JourneySuite = {
  title: string;
  file?: string | undefined;
  specs?: { title: string; tests: { status: string }[] }[] | undefined;
  suites?: JourneySuite[] | undefined;
};
const journeySuite: z.ZodType<JourneySuite> = z.object({
  title: z.string(),
  file: z.string().optional(),
  specs: z
    .array(z.object({ title: z.string(), tests: z.array(z.object({ status: z.string() })) }))
    .optional(),
  suites: z.lazy(() => z.array(journeySuite)).optional(),
});
const journeyReport = z.object({ suites: z.array(journeySuite) });

const specsOf = (suite: JourneySuite, above: string, file: string): Outcome[] => [
  ...(suite.specs ?? []).map(
    ({ title, tests }): Outcome => ({
      suite: "journeys",
      file: `e2e/${file}`,
      name: `${above} ${title}`.trim(),
      passed: tests.length > 0 && tests.every(({ status }) => status === "expected"),
    }),
  ),
  ...(suite.suites ?? []).flatMap((inner) => specsOf(inner, `${above} ${inner.title}`, inner.file ?? file)),
];

/** A journey that was skipped or passed only at a second try has not shown what it is for. */
export const journeyOutcomes = (report: unknown): Outcome[] =>
  journeyReport.parse(report).suites.flatMap((suite) => specsOf(suite, "", suite.file ?? suite.title));
