import type { Actor } from "#lib/domain/incident/events/index.ts";
import type { Outcome } from "#lib/domain/refusal.ts";

/** Who asks, and the key that makes a repeated request the same request. */
export type CommandContext = { actor: Actor; idempotencyKey: string };

/** Where the incident stands after a command. */
export type Recorded = { reference: string; seq: number };

export type CommandResult<T = Recorded> = Promise<Outcome<T>>;
