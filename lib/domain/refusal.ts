/** Why a command was refused. A closed union, so that every edge maps it exhaustively. */
export type RefusalCode = "invalid" | "unauthorised" | "rule" | "conflict" | "stale";

/** One reason among several, each citing the rule that asks for it. */
export type Blocker = { rule: string | null; message: string };

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
