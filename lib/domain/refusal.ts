/**
 * Why a command was refused. A closed union, so that every edge maps it exhaustively. `unconfirmed` asks the person to
 * confirm that it is they, and then for the same once more.
 */
export type RefusalCode = "invalid" | "unauthorised" | "unconfirmed" | "rule" | "conflict" | "stale";

/** One reason among several, each citing the rule that asks for it; of a wrong input the field, as a path. */
export type Blocker = { rule: string | null; message: string; field?: string };

/** An expected "no": a value, never a throw. `rule` is the protocol rule's id, or null where the house itself refuses. */
export type Refusal = {
  code: RefusalCode;
  rule: string | null;
  message: string;
  blockers: Blocker[];
};

export type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export const accept = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const refuse = (
  code: RefusalCode,
  rule: string | null,
  message: string,
  blockers: Blocker[] = [],
): { ok: false; refusal: Refusal } => ({ ok: false, refusal: { code, rule, message, blockers } });

/** How fields are called where they are asked for, by their paths. */
export type FieldLabels = Readonly<Record<string, string>>;

/** What a blocker says to a person: its field by the label that stands on the form, or in plain words. */
export function blockerWords({ field, message }: Blocker, labels: FieldLabels = {}): string {
  if (field === undefined || field === "") return message;
  const last = field.split(".").findLast((part) => !/^\d+$/.test(part)) ?? field;
  return `${labels[field] ?? labels[last] ?? inPlainWords(last)}: ${message}`;
}

/** `remediationPlan` as "Remediation plan". */
function inPlainWords(name: string): string {
  const words = name.replace(
    /([a-z0-9])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after}`,
  );
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}
