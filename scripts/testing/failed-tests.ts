import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** The tests of a report that did not pass; a file that broke before its first test is named itself. */
export function failedInVitest(report: unknown): string[] {
  return vitestReport.parse(report).testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === "failed").map(({ fullName }) => fullName);
    return failed.length === 0 && status === "failed" ? [name] : failed;
  });
}

const Spec = z.object({ title: z.string(), tests: z.array(z.object({ status: z.string() })) });
type Suite = { title: string; specs: z.infer<typeof Spec>[]; suites?: Suite[] | undefined };
const Suite: z.ZodType<Suite> = z.object({
  title: z.string(),
  specs: z.array(Spec),
  get suites() {
    return z.array(Suite).optional();
  },
});
const journeyReport = z.object({ suites: z.array(Suite) });

/** The journeys of a report that failed, needed a second try, or were not walked because one before them failed. */
export function failedInJourneys(report: unknown): string[] {
  const inSuite = ({ title, specs, suites = [] }: Suite): string[] => [
    ...specs.flatMap((spec) =>
      spec.tests
        .filter(({ status }) => status !== "expected")
        .map(({ status }) => `${title}: ${spec.title}${status === "skipped" ? " (not run)" : ""}`),
    ),
    ...suites.flatMap(inSuite),
  ];
  return journeyReport.parse(report).suites.flatMap(inSuite);
}

/** What a suite's report names as failed; none where the suite left no report. */
export const namesIn = (file: string, failedIn: (report: unknown) => string[]): string[] =>
  existsSync(file) ? failedIn(JSON.parse(readFileSync(file, "utf8"))) : [];
