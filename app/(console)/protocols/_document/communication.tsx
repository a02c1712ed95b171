import { ownerTitle } from "#lib/domain/protocol/owner-title.ts";
import { Clause, type PackDocument, Section } from "./clause.tsx";
import { TemplateText } from "./template-text.tsx";
import { conditionsWords, listed, metWords, minutes, partyTitle, roleTitle, startWords } from "./words.ts";

export function Clocks({ document }: { document: PackDocument }) {
  const { pack } = document;
  return (
    <Section
      id="clocks"
      title="What is owed by when"
      lead="A clock is met only by the real thing; late is recorded as late."
    >
      {Object.entries(pack.clocks).map(([key, clock]) => (
        <Clause
          key={key}
          document={document}
          place={`clocks.${key}`}
          title={clock.title}
          aside={clock.dueInMinutes === undefined ? "when promised" : minutes(clock.dueInMinutes)}
          of={clock}
        >
          <p>
            Counts from when {startWords(clock.startsAt)}
            {clock.when.length === 0 ? "" : `, where ${conditionsWords(pack, clock.when)}`}.
          </p>
          <p>
            Owed by {ownerTitle(pack, clock.owner)}. Met when {metWords(pack, clock.metBy)}. At risk{" "}
            {minutes(clock.atRiskMinutes)} before it is due.
          </p>
          {clock.onBreach === undefined ? null : <p>{breachWords(document, clock.onBreach)}</p>}
        </Clause>
      ))}
      {Object.entries(pack.escalations).map(([key, escalation]) => (
        <Clause
          key={key}
          document={document}
          place={`escalations.${key}`}
          title="When a clock is missed"
          of={escalation}
        >
          <p>{breachWords(document, key)}</p>
        </Clause>
      ))}
    </Section>
  );
}

function breachWords({ pack }: PackDocument, name: string): string {
  const escalation = pack.escalations[name];
  const [first = "", ...later] = (escalation?.path ?? []).map((role) => roleTitle(pack, role));
  const apart = minutes(escalation?.eachMinutes ?? 0);
  const then = later.length === 0 ? "" : `, then ${later.join(", then ")}, ${apart} apart`;
  return `Missed, it goes to ${first} at once${then}.`;
}

export function Notices({ document }: { document: PackDocument }) {
  const { pack } = document;
  return (
    <Section
      id="notices"
      title="Who is told, in which words"
      lead="Words in boxes are filled in; a notice does not leave while a required one is missing."
    >
      {Object.entries(pack.audiences).map(([key, audience]) => (
        <Clause
          key={key}
          document={document}
          place={`audiences.${key}`}
          title={audience.title}
          aside="audience"
          of={audience}
        >
          <p>
            {listed([
              ...audience.parties.map((party) => `everybody of the ${partyTitle(pack, party).toLowerCase()}`),
              ...audience.roles.map((role) => `whoever is ${roleTitle(pack, role)}`),
            ])}
          </p>
        </Clause>
      ))}
      {Object.entries(pack.notices).map(([key, notice]) => (
        <NoticeClause key={key} name={key} document={document} notice={notice} />
      ))}
    </Section>
  );
}

type NoticeClauseProps = {
  name: string;
  document: PackDocument;
  notice: PackDocument["pack"]["notices"][string];
};

function NoticeClause({ name, document, notice }: NoticeClauseProps) {
  const { pack } = document;
  const promise = notice.nextUpdateWithinMinutes;
  return (
    <Clause document={document} place={`notices.${name}`} title={notice.title} aside="notice" of={notice}>
      <p>To {listed(notice.audiences.map((key) => pack.audiences[key]?.title ?? key))}.</p>
      {notice.promisesNextUpdate ? (
        <p>
          Promises when the next one comes
          {promise === undefined ? "" : `, at most ${minutes(promise)} later`}.
        </p>
      ) : null}
      {notice.requires.length === 0 ? null : (
        <p>
          Must have: <span className="figures text-xs">{notice.requires.join(", ")}</span>
        </p>
      )}
      {Object.keys(notice.asks).length === 0 ? null : (
        <p>The sender writes: {Object.values(notice.asks).join("; ")}.</p>
      )}
      <TemplateText subject={notice.subject} body={notice.body} />
    </Clause>
  );
}
