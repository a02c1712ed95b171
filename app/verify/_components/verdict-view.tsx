import { Banner } from "#components/ui/banner.tsx";
import { Card, Panel, Row } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Tone } from "#components/ui/tone.ts";
import { ToneIcon } from "#components/ui/tone-icon.tsx";
import { visibleWords } from "#components/ui/visible-words.ts";
import { isCheckpointStream, referenceOf } from "#lib/domain/record/streams.ts";
import type { Checked } from "#lib/verify/bundle/checked.ts";
import type { Finding, Note } from "#lib/verify/bundle/findings.ts";
import { byRotation, counted } from "#lib/verify/bundle/told.ts";
import type { ReadVerdict } from "./answer.ts";
import { SealedDecisions } from "./sealed-decisions.tsx";

type VerdictViewProps = { name: string; verdict: ReadVerdict; checked: Checked[] };

/** What was found, in the words of the command line. */
export function VerdictView({ name, verdict, checked }: VerdictViewProps) {
  const { findings, notes, decisions } = verdict;
  return (
    <>
      <Verdict name={name} verdict={verdict} />
      <div className="mt-5">
        <Findings findings={findings} />
        <CheckedThings checked={checked} />
        <SealedDecisions decisions={decisions} />
        <AboutBundle verdict={verdict} />
        <Notes notes={notes} />
      </div>
    </>
  );
}

function Verdict({
  name,
  verdict: { verdict, isTrusted, stream, head, findings },
}: Omit<VerdictViewProps, "checked">) {
  if (verdict === "fails")
    return (
      <Banner tone="breach" title={`${name}: Fails`}>
        {visibleWords(stream)}, {counted(findings.length, "reason")}.
      </Banner>
    );
  return (
    <Banner
      tone={isTrusted ? "met" : "risk"}
      title={isTrusted ? `${name}: Verified` : `${name}: Verified, with the key that came with it`}
    >
      <p className="wrap-anywhere">
        {visibleWords(stream)}, {head.seq} entries, head <span className="figures">{head.hash}</span>.
      </p>
    </Banner>
  );
}

// A hostile bundle can be wrong in thousands of places, and one is enough.
const mostShown = 200;

function Findings({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <Panel title="What is wrong" aside={findings.length}>
      <Card>
        <ul>
          {findings.slice(0, mostShown).map(({ check, where, message }) => (
            <Row key={`${check} ${where} ${message}`} as="li">
              <ToneIcon tone="breach" />
              <span className="wrap-anywhere min-w-0">
                <b className="font-semibold">
                  {check}, {visibleWords(where)}
                </b>
                : {visibleWords(message)}
              </span>
            </Row>
          ))}
        </ul>
      </Card>
      {findings.length > mostShown ? (
        <p className="mt-2 text-s text-soft">And {findings.length - mostShown} more.</p>
      ) : null}
    </Panel>
  );
}

const tones: Record<Checked["state"], Tone> = {
  holds: "met",
  none: "neutral",
  fails: "breach",
  "not looked at": "neutral",
};

function CheckedThings({ checked }: { checked: readonly Checked[] }) {
  return (
    <Panel title="What was checked">
      <Card>
        <ul>
          {checked.map(({ what, state, told }) => (
            <Row key={what} as="li" end={state}>
              <ToneIcon tone={tones[state]} />
              <span className="min-w-0">
                <b className="font-semibold">{what}</b>
                {told === "" ? "" : `: ${told}`}
              </span>
            </Row>
          ))}
        </ul>
      </Card>
    </Panel>
  );
}

function AboutBundle({
  verdict: { stream, head, exportedAt, console: origin, keyId, isTrusted, through },
}: {
  verdict: ReadVerdict;
}) {
  const rows = [
    [isCheckpointStream(stream) ? "Checkpoint" : "Incident", visibleWords(referenceOf(stream))],
    ["Head", `entry ${head.seq}, ${head.hash}`],
    ["Exported", <Time key="exported" value={exportedAt} show="both" />],
    ["By", visibleWords(`console ${origin.version} at ${origin.address}`)],
    ["Key", `${keyId}${isTrusted ? `, which you trust${byRotation(through)}` : ""}`],
  ] as const;
  return (
    <Panel title="What the bundle says it is">
      <Card>
        <dl>
          {rows.map(([name, value]) => (
            <Row key={name}>
              <dt className="w-20 shrink-0 text-soft">{name}</dt>
              <dd className="wrap-anywhere min-w-0">{value}</dd>
            </Row>
          ))}
        </dl>
      </Card>
    </Panel>
  );
}

function Notes({ notes }: { notes: readonly Note[] }) {
  if (notes.length === 0) return null;
  return (
    <Panel title="What is a matter of trust" aside={notes.length}>
      <Card>
        <ul>
          {notes.slice(0, mostShown).map(({ about, message }) => (
            <Row key={`${about} ${message}`} as="li">
              <ToneIcon tone="risk" />
              <span className="wrap-anywhere min-w-0">
                <b className="font-semibold">{visibleWords(about)}</b>: {visibleWords(message)}
              </span>
            </Row>
          ))}
        </ul>
      </Card>
    </Panel>
  );
}
