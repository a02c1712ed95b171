import { asConsole, asOpenParticipant } from "../../authority/who.ts";
import { heldUp } from "../../clock/blocks.ts";
import { minutesAfter } from "../../clock/firing.ts";
import { holdingNotices } from "../../clock/holding-notices.ts";
import { pathTitle } from "../../notice/path-titles.ts";
import { publicLines } from "../../notice/public-lines.ts";
import { parseTemplate, renderTemplate, type TemplateValues } from "../../notice/template.ts";
import { type NoticeDraft, noticeValues } from "../../notice/values.ts";
import { own } from "../../protocol/own.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, type Blocker, refuse } from "../../refusal.ts";
import type { Circumstances, Decided } from "../circumstances.ts";
import type { FactsOf } from "../events/index.ts";
import type { IncidentState } from "../state.ts";

export type SendNotice = NoticeDraft & {
  notice: string;
  deliveries: FactsOf<"NoticeSent">["deliveries"];
  /** Who has it in the inbox alone. */
  quiet?: string[];
};

/** Sends a notice: every required field there or it does not leave (MKC-4), and somebody to reach in every audience. */
export function decideNotice(
  state: IncidentState,
  pack: ProtocolPack,
  input: SendNotice,
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const template = own(pack.notices, input.template);
  if (template === undefined)
    return refuse("invalid", null, `${pack.title} knows no notice "${input.template}".`);
  const rule = template.rule ?? null;
  if (holdingNotices(pack).has(input.template))
    return refuse(
      "rule",
      rule,
      `"${template.title}" is the console's own: it goes out by itself before a deadline.`,
    );
  const composed = composeNotice(state, pack, input);
  if (composed.missing.length > 0) {
    return refuse(
      "rule",
      rule,
      `"${template.title}" cannot go out: ${composed.missing.length} required field(s) missing.`,
      composed.missing,
    );
  }
  const early = promiseProblem(template, input.nextUpdateAt, circumstances.now, state.clockFactor);
  if (early !== null) return refuse("rule", rule, early);
  const { subject, body } = composed;
  return accept([
    {
      type: "NoticeSent",
      facts: {
        notice: input.notice,
        template: input.template,
        audiences: template.audiences,
        deliveries: input.deliveries,
        ...(input.quiet === undefined || input.quiet.length === 0 ? {} : { quiet: input.quiet }),
        nextUpdateAt: input.nextUpdateAt,
        headSeq: state.seq,
        headHash: state.head,
      },
      text: { subject, body, fields: input.fields },
    },
  ]);
}

/** A promise lies ahead, and no further than the protocol's own cadence (SM-7, SM-9). */
function promiseProblem(
  template: { nextUpdateWithinMinutes?: number | undefined },
  nextUpdateAt: string | null,
  now: string,
  clockFactor: number,
): string | null {
  if (nextUpdateAt === null) return null;
  if (nextUpdateAt <= now) return "The next update must be promised for a time still to come.";
  const within = template.nextUpdateWithinMinutes;
  return within !== undefined && nextUpdateAt > minutesAfter(now, within, clockFactor)
    ? `The next update must be promised within ${within} minutes.`
    : null;
}

/** Subject and body as they would leave, and what is still missing; the composer's preview and the command use the same. */
export function composeNotice(
  state: IncidentState,
  pack: ProtocolPack,
  draft: NoticeDraft,
): { subject: string; body: string; missing: Blocker[] } {
  const template = own(pack.notices, draft.template);
  if (template === undefined)
    return { subject: "", body: "", missing: [{ rule: null, message: "Unknown notice." }] };
  const values = noticeValues(state, pack, draft);
  const titled = (path: string) => pathTitle(path, template.asks, pack);
  const subject = filled(template.subject, values, titled);
  const body = filled(template.body, values, titled);
  const required = template.requires.filter((path) => isBlank(readPath(values, path)));
  const missing = [...new Set([...required, ...subject.missing, ...body.missing])].map((path) => ({
    rule: own(template.carries, path) ?? template.rule ?? null,
    message: `${titled(path)} is missing.`,
  }));
  const said = draft.postscript === undefined ? body.text : `${body.text}\n\n${draft.postscript}`;
  return { subject: subject.text, body: `${said}\n\n${witnessLine(state)}`, missing };
}

/** Where the log stood: whoever holds a notice can tell later whether the record before it was rewritten. */
const witnessLine = ({ reference, seq, head }: IncidentState) =>
  `Record of ${reference}: entry ${seq}, head ${head.slice(0, 16)}`;

/** What the template still lacks is named in the preview, and keeps the notice from leaving. */
function filled(
  text: string,
  values: TemplateValues,
  titled: (path: string) => string,
): { text: string; missing: string[] } {
  const parsed = parseTemplate(text);
  if (!parsed.ok) return { text, missing: [] };
  const rendered = renderTemplate(parsed.template, values, (path) => `[not yet known: ${titled(path)}]`);
  return { text: rendered.text, missing: rendered.ok ? [] : rendered.missing };
}

const isBlank = (value: unknown) => value === undefined || value === null || String(value).trim() === "";

function readPath(values: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, key) =>
        typeof value === "object" && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      values,
    );
}

type Receipt = { notice: string; delivery: string; attempt: number } & (
  | { outcome: "accepted"; receipt: string }
  | { outcome: "failed"; permanent: boolean; reason: string; againAt?: string }
);

/** Records what a channel said of a delivery; the console's own act. A receipt that is known already changes nothing. */
export function decideReceipt(state: IncidentState, input: Receipt, { actor }: Circumstances): Decided {
  const console_ = asConsole(actor);
  if (!console_.ok) return console_;
  const delivery = state.notices
    .find((one) => one.notice === input.notice)
    ?.deliveries.find((one) => one.id === input.delivery);
  if (delivery === undefined || delivery.status === "accepted") return accept([]);
  const address = { notice: input.notice, delivery: input.delivery, attempt: input.attempt };
  return input.outcome === "accepted"
    ? accept([{ type: "DeliveryAccepted", facts: address, text: { receipt: input.receipt } }])
    : accept([
        {
          type: "DeliveryFailed",
          facts: {
            ...address,
            permanent: input.permanent,
            ...(input.againAt === undefined ? {} : { againAt: input.againAt }),
          },
          text: { reason: input.reason },
        },
      ]);
}

export type Publication = {
  publication: string;
  state: FactsOf<"StatusPublished">["state"];
  services: FactsOf<"StatusPublished">["services"];
  title: string;
  body: string;
};

/** Publishes to everybody: only what a person approved, only by communications or the commander; the record adds what it knows (SM-8). */
export function decidePublication(
  state: IncidentState,
  pack: ProtocolPack,
  input: Publication,
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const may =
    person.value.roles.includes("communications") ||
    person.value.roles.includes(pack.commander) ||
    state.commander === person.value.id;
  if (!may)
    return refuse("unauthorised", null, "The public status is published by communications or the commander.");
  const held = heldUp("publish-status", state, pack, circumstances.now);
  if (held !== null) return held;
  const { title, body, ...facts } = input;
  const lines = publicLines(state, pack, input.state);
  const words = lines.length === 0 ? body : `${body}\n\n${lines.join("\n")}`;
  return accept([{ type: "StatusPublished", facts, text: { title, body: words } }]);
}
