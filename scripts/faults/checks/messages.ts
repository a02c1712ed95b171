import type { Entry, Evidence } from "../evidence.ts";
import { type Check, grouped, list, text } from "./finding.ts";

/** What was begun before a fault may show its double after it, when a channel's patience has ended. */
const reachMs = 30_000;

const ofType = ({ streams }: Evidence, type: string): Entry[] =>
  streams.flatMap(({ entries }) => entries.filter((entry) => entry.type === type));

type Sent = { stream: string; id: string };
const deliveriesOf = (evidence: Evidence): Sent[] =>
  ofType(evidence, "NoticeSent").flatMap(({ stream, facts }) =>
    list(facts.deliveries).map((one) => ({ stream, id: (one as { id: string }).id })),
  );

export const deliveries: Check = {
  id: "deliveries",
  guarantee:
    "what the log calls delivered has arrived, nothing else has, and nothing arrives twice without a fault",
  look: (evidence) => {
    const arrived = grouped(evidence.arrivals, ({ key }) => key);
    const known = new Set(deliveriesOf(evidence).map(({ id }) => id));
    const imagined = ofType(evidence, "DeliveryAccepted")
      .filter(({ facts }) => !arrived.has(text(facts.delivery)))
      .map(
        ({ stream, facts }) => `${stream}: ${text(facts.delivery)} is recorded as accepted and never arrived`,
      );
    // Thirty-two hexadecimal digits are a call, a reminder or an escalation.
    const strangers = [...arrived.keys()]
      .filter((key) => !known.has(key) && !/^[0-9a-f]{32}$/.test(key))
      .map((key) => `"${key}" arrived, and the log knows nothing of it`);
    return [...imagined, ...strangers, ...[...arrived].flatMap(([key, all]) => doubled(evidence, key, all))];
  },
};

function doubled({ troubles }: Evidence, key: string, all: Evidence["arrivals"][number][]): string[] {
  return all.slice(1).flatMap((one, index) => {
    const from = (all[index]?.at ?? 0) - reachMs;
    const isExplained = troubles.some((trouble) => trouble.from < one.at && trouble.to > from);
    return isExplained ? [] : [`"${key}" arrived twice at ${one.to}, and no fault explains it`];
  });
}

export const unsent: Check = {
  id: "unsent",
  guarantee: "no message is forgotten: each is settled, or its next try is in the queue",
  look: (evidence) => {
    const settled = new Set(
      [
        ...ofType(evidence, "DeliveryAccepted"),
        ...ofType(evidence, "DeliveryFailed").filter(({ facts }) => facts.permanent === true),
      ].map(({ facts }) => text(facts.delivery)),
    );
    const waiting = new Set(
      evidence.jobs.filter(({ isDead, isTaken }) => !isDead && !isTaken).map(({ key }) => key),
    );
    const notices = deliveriesOf(evidence)
      .filter(({ id }) => !settled.has(id) && !waiting.has(`deliver:${id}`))
      .map(({ stream, id }) => `${stream}: delivery ${id} is neither settled nor in the queue`);
    const lost = evidence.jobs
      .filter(({ isTaken, isDead }) => isTaken && !isDead)
      .map(({ key }) => `the queue keeps "${key}" for a worker that is no more`);
    return [...notices, ...lost];
  },
};
