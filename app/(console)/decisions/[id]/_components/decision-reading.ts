import { sha256 } from "#checking";
import { Statement } from "#lib/domain/decision/statement.ts";
import type { Packet } from "#lib/domain/incident/events/decision.ts";
import { digestOf } from "#lib/platform/digest.ts";
import type { DecisionView } from "#lib/queries/decision.ts";
import type { Pair, Reading } from "../../../_signing/read-opened.ts";
import { verdictPairs } from "../../../_signing/verdict-pairs.ts";

export type SigningRequest = {
  reference: string;
  decision: string;
  answer: string;
  remediationPlan: string;
};
type Page = Pick<DecisionView, "packet" | "residualRisk" | "evidence"> & {
  viewer: Pick<DecisionView["viewer"], "party" | "deputyFor">;
};

/** A verdict's statement beside the decision's page: each value of the packet, and the words whose digests it holds. */
export const decisionReading: Reading<Statement, Page, SigningRequest> = {
  schema: Statement,
  pairs: (statement, page, { answer, remediationPlan: remediation }) => [
    ...verdictPairs(statement, { answer, remediation, ...page.viewer }),
    ...packetPairs(page.packet, statement.packet),
    ...wordsPairs(page, statement.packet),
  ],
};

const namesIn = <T>(shown: Record<string, T>, signed: Record<string, T>): string[] => [
  ...new Set([...Object.keys(shown), ...Object.keys(signed)]),
];

const ran = ({ run }: Packet): string | null =>
  run === null ? null : `${run.state}, plan ${run.planDigest}, run ${run.id}`;

function packetPairs(shown: Packet, signed: Packet): Pair[] {
  const pair = (title: string, valueIn: (packet: Packet) => string | null): Pair => ({
    title,
    shown: valueIn(shown),
    signed: valueIn(signed),
  });
  return [
    pair("Incident", ({ incident }) => incident),
    pair("Decision", ({ decision }) => decision),
    pair("Question", ({ question }) => question),
    pair("Protocol", ({ pack }) => `${pack.id} ${pack.version}, ${pack.hash}`),
    pair("Severity", ({ severity }) => severity),
    pair("Rollback run", ran),
    ...namesIn(shown.baseline, signed.baseline).map((name) =>
      pair(`Baseline ${name}`, ({ baseline }) => baseline[name] ?? null),
    ),
    ...criteriaPairs(shown, signed),
    pair("The whole packet", digestOf),
  ];
}

function criteriaPairs(shown: Packet, signed: Packet): Pair[] {
  const said = ({ criteria }: Packet) => Object.fromEntries(criteria.map((one) => [one.id, one]));
  const [here, there] = [said(shown), said(signed)];
  const judged = (holds: boolean | undefined) => {
    if (holds === undefined) return null;
    return holds ? "holds" : "does not hold";
  };
  return namesIn(here, there).map((id) => ({
    title: (here[id] ?? there[id])?.title ?? id,
    shown: judged(here[id]?.holds),
    signed: judged(there[id]?.holds),
  }));
}

/** What people wrote and handed in, by digests made here of what this reader is shown of it. */
function wordsPairs({ residualRisk, evidence }: Page, signed: Packet): Pair[] {
  const handedIn = signed.evidence.map((item): Pair => {
    const shown = evidence.find((one) => one.evidence === item.evidence);
    const title = `Evidence, ${shown?.title ?? item.requirement}`;
    return { title, shown: shown === undefined ? null : digestShown(shown), signed: item.sha256 };
  });
  const risk = { title: "Residual risk", signed: signed.residualRiskDigest };
  return residualRisk === null ? handedIn : [...handedIn, { ...risk, shown: digestOf(residualRisk) }];
}

/** A file lies elsewhere, and what one may not read has no words here: then the digest that the page names. */
const digestShown = ({ file, isReadable, body, sha256: named }: Page["evidence"][number]): string =>
  isReadable && file === null ? sha256(body) : named;
