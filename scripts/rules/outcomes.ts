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

type Step = { title: string; error?: unknown; steps?: Step[] | undefined };
type JourneyTest = { status: string; results: { steps?: Step[] | undefined }[] };
type JourneySuite = {
  title: string;
  file?: string | undefined;
  specs?: { title: string; tests: JourneyTest[] }[] | undefined;
  suites?: JourneySuite[] | undefined;
};
const step: z.ZodType<Step> = z.object({
  title: z.string(),
  error: z.unknown().optional(),
  steps: z.lazy(() => z.array(step)).optional(),
});
const journeyTest = z.object({
  status: z.string(),
  results: z.array(z.object({ steps: z.array(step).optional() })),
});
const journeySuite: z.ZodType<JourneySuite> = z.object({
  title: z.string(),
  file: z.string().optional(),
  specs: z.array(z.object({ title: z.string(), tests: z.array(journeyTest) })).optional(),
  suites: z.lazy(() => z.array(journeySuite)).optional(),
});
const journeyReport = z.object({ suites: z.array(journeySuite) });

/** The steps of a journey that carry a rule: each is a promise of its own. */
const stepsNaming = (steps: Step[]): Step[] =>
  steps.flatMap((one) => [
    ...(rulesNamed(one.title).length > 0 ? [one] : []),
    ...stepsNaming(one.steps ?? []),
  ]);

function specsOf(suite: JourneySuite, above: string, file: string): Outcome[] {
  const place = { suite: "journeys", file: `e2e/${file}` } as const;
  const own = (suite.specs ?? []).flatMap(({ title, tests }): Outcome[] => {
    const passed = tests.length > 0 && tests.every(({ status }) => status === "expected");
    const steps = tests.flatMap(({ results }) => stepsNaming(results.at(-1)?.steps ?? []));
    return [
      { ...place, name: `${above} ${title}`.trim(), passed },
      ...steps.map((one) => ({
        ...place,
        name: one.title,
        passed: passed && one.error === undefined,
      })),
    ];
  });
  return [
    ...own,
    ...(suite.suites ?? []).flatMap((inner) => specsOf(inner, `${above} ${inner.title}`, inner.file ?? file)),
  ];
}

/** A journey that was skipped or passed only at a second try has not shown what it is for. */
export const journeyOutcomes = (report: unknown): Outcome[] =>
  journeyReport.parse(report).suites.flatMap((suite) => specsOf(suite, "", suite.file ?? suite.title));
