import { clsx } from "clsx";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Page } from "#components/shell/page.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { Time } from "#components/ui/time.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { type AttemptEnd, readStepOutput, type StepOutputView } from "#lib/queries/step-output.ts";
import { OutputReader } from "../../../../../_components/output/output-reader.tsx";

type StepPage = {
  params: Promise<{ reference: string; run: string; step: string }>;
  searchParams: Promise<{ attempt?: string | string[] }>;
};

export const metadata: Metadata = { title: "Output" };

const Attempt = z.coerce.number().int().min(1).nullable().catch(null);

/** All that a step of a run has printed, of its latest attempt or of the one that is named. */
export default async function StepOutputPage({ params, searchParams }: StepPage) {
  const [viewer, { reference, run, step }, { attempt }] = await Promise.all([
    requireViewer(),
    params,
    searchParams,
  ]);
  const asked = { reference, run, step, attempt: Attempt.parse(attempt ?? null) };
  const view = await readStepOutput(viewer, asked);
  if (view === null) notFound();
  return (
    <Page title={view.title} above={<Above view={view} />} description={<State view={view} />} width="wide">
      <Steps view={view} />
      <OutputReader key={`${view.run} ${view.step} ${view.attempt}`} view={view} />
      {view.end?.digest ? (
        <p className="mt-3 text-faint text-s">
          The log holds the digest of the text that is downloaded here: <Digest value={view.end.digest} />
        </p>
      ) : null}
    </Page>
  );
}

function Above({ view }: { view: StepOutputView }) {
  return (
    <>
      <Link className="link figures" href={`/incidents/${view.reference}`}>
        {view.reference}
      </Link>{" "}
      · {view.plan}
      {view.isLatestRun ? "" : ", an earlier run"}
    </>
  );
}

const endWords: Record<AttemptEnd["outcome"], string> = {
  succeeded: "succeeded",
  failed: "failed",
  "in-doubt": "was left in doubt",
};

function State({ view }: { view: StepOutputView }) {
  const which = view.attempts > 1 ? `Attempt ${view.attempt} of ${view.attempts}` : "This step";
  if (view.end === null)
    return (
      <>
        {which} {view.isRunning ? "is running." : "has not ended."}
      </>
    );
  return (
    <>
      {which} {endWords[view.end.outcome]}, <Time value={view.end.at} />.
    </>
  );
}

const linkClass = (isHere: boolean) =>
  clsx(
    "inline-flex min-h-7 items-center rounded-m border px-2 text-s pointer-coarse:min-h-9",
    isHere ? "border-accent font-semibold text-text" : "border-line text-soft hover:bg-hover hover:text-text",
  );

/** The other steps of the run that have printed, and the other attempts of this one. */
function Steps({ view }: { view: StepOutputView }) {
  const base = `/incidents/${view.reference}/runs/${view.run}/steps`;
  const attempts = Array.from({ length: view.attempts }, (_, index) => index + 1);
  return (
    <nav aria-label="Steps of the run" className="mb-3 flex flex-wrap gap-x-6 gap-y-2">
      <ul className="flex flex-wrap gap-1.5">
        {view.steps.map(({ id, number, title }) => (
          <li key={id}>
            <Link
              className={linkClass(id === view.step)}
              aria-current={id === view.step ? "page" : undefined}
              href={`${base}/${encodeURIComponent(id)}`}
            >
              {number} {title}
            </Link>
          </li>
        ))}
      </ul>
      {attempts.length > 1 ? (
        <ul className="flex flex-wrap gap-1.5">
          {attempts.map((attempt) => (
            <li key={attempt}>
              <Link
                className={linkClass(attempt === view.attempt)}
                aria-current={attempt === view.attempt ? "true" : undefined}
                href={`${base}/${encodeURIComponent(view.step)}?attempt=${attempt}`}
              >
                Attempt {attempt}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </nav>
  );
}
