import { RuleLink } from "#components/incident/rule-link.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, Panel, Row } from "#components/ui/card.tsx";
import { LogView } from "#components/ui/log-view.tsx";
import { Time } from "#components/ui/time.tsx";
import type { CheckpointView, ProofView, SubjectView } from "#lib/queries/checkpoint-view.ts";
import type { Asked, OnAsk } from "./asked.ts";
import { HandedIn } from "./handed-in.tsx";
import { Ran } from "./ran.tsx";

type Props = { view: Pick<CheckpointView, "reference" | "groups" | "runs">; onAsk: OnAsk | null };

const how: Record<SubjectView["decidedBy"], string> = {
  check: "a check",
  run: "a required run",
  evidence: "evidence",
  value: "a value",
  attestation: "a named person's word",
  system: "the console itself",
};

/** The criteria by their lists, each with who answers for it and what decided it; then the runs of each side. */
export function CriteriaGroups({ view, onAsk }: Props) {
  const lists = [...view.groups, { id: "runs", title: "Required runs", rule: null, items: view.runs }];
  return lists.map(({ id, title, rule, items }) => (
    <Panel
      key={id}
      title={title}
      aside={
        <>
          {items.filter(({ holds }) => holds).length} of {items.length}{" "}
          {rule === null ? null : <RuleLink rule={{ id: rule }} />}
        </>
      }
    >
      <Card>
        <ul>
          {items.map((item) => (
            <Subject
              key={item.id}
              reference={view.reference}
              subject={item}
              onAsk={onAsk}
              isRun={id === "runs"}
            />
          ))}
        </ul>
      </Card>
    </Panel>
  ));
}

type SubjectProps = { reference: string; subject: SubjectView; onAsk: OnAsk | null; isRun: boolean };

function Subject({ reference, subject, onAsk, isRun }: SubjectProps) {
  const { title, rule, holds, decidedBy, party, proof, reading } = subject;
  return (
    <Row
      as="li"
      className="items-start"
      end={
        <span className="grid justify-items-end gap-1">
          <Standing holds={holds} proof={proof} />
          <Act asked={askedFor(subject, isRun)} title={title} onAsk={onAsk} />
        </span>
      }
    >
      <div className="min-w-0">
        <p>
          {title} {rule === null ? null : <RuleLink rule={{ id: rule }} />}
        </p>
        <p className="text-soft">
          Decided by {how[decidedBy]}
          {party === null ? "" : ` of the ${party.toLowerCase()}`}
        </p>
        {proof === null ? null : (
          <Proof reference={reference} proof={proof} isByHand={proof.ran === null && isRunBy(decidedBy)} />
        )}
        {reading === null ? null : <p className="text-faint text-xs">Our reading: {reading}</p>}
      </div>
    </Row>
  );
}

/** Open, too, where commands of a run are green and others are still to come. */
function Standing({ holds, proof }: Pick<SubjectView, "holds" | "proof">) {
  const isOnTheWay = proof?.ran != null && proof.ran.exitCode === 0 && proof.ran.missing.length > 0;
  const isOpen = proof === null || isOnTheWay;
  return (
    <Badge tone={holds ? "met" : isOpen ? "risk" : "breach"} hasIcon>
      {holds ? "holds" : isOpen ? "open" : "failed"}
    </Badge>
  );
}

function askedFor({ id, decidedBy }: SubjectView, isRun: boolean): Asked | null {
  switch (decidedBy) {
    case "check":
    case "evidence":
    case "value":
      return { kind: "report", criterion: id };
    case "run":
      return isRun ? { kind: "report", criterion: id } : null;
    case "attestation":
      return { kind: "attest", criterion: id };
    case "system":
      return null;
  }
}

function Act({ asked, title, onAsk }: { asked: Asked | null; title: string; onAsk: OnAsk | null }) {
  if (asked === null || onAsk === null) return null;
  const label = asked.kind === "attest" ? "Attest" : "Report";
  return (
    <Button size="s" variant="quiet" aria-label={`${label}: ${title}`} onClick={() => onAsk(asked)}>
      {label}
    </Button>
  );
}

const linesOf = (output: string) => output.split("\n").map((text, id) => ({ id, text }));

/** Of what a pipeline can run, the reader is told where none did. */
const isRunBy = (decidedBy: SubjectView["decidedBy"]) => decidedBy === "run" || decidedBy === "check";

type ProofProps = { reference: string; proof: ProofView; isByHand: boolean };

function Proof({ reference, proof, isByHand }: ProofProps) {
  const { by, at, command, output, value, ran, file } = proof;
  return (
    <div className="mt-1">
      <p className="text-soft">
        {by}, <Time value={at} />
        {value === null ? null : <span className="figures break-all"> {value}</span>}{" "}
        {isByHand ? <Badge>by hand</Badge> : null}
      </p>
      {ran === null ? null : <Ran reference={reference} ran={ran} />}
      {file === null ? null : <HandedIn reference={reference} file={file} />}
      <details>
        <summary className="cursor-pointer text-soft">{command}</summary>
        {output === "" ? null : <LogView lines={linesOf(output)} label={`Output of ${command}`} />}
      </details>
    </div>
  );
}
