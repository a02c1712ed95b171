import type { z } from "zod";
import { deputyEvents } from "../../decision/deputy-events.ts";
import { callingEvents } from "./calling.ts";
import { clockEvents } from "./clock.ts";
import { commandEvents } from "./command.ts";
import { communicationEvents } from "./communication.ts";
import { decisionEvents } from "./decision.ts";
import { declarationEvents } from "./declaration.ts";
import { modeEvents } from "./mode.ts";
import { rollbackEvents } from "./rollback.ts";
import { timingEvents } from "./timing.ts";
import { triageEvents } from "./triage.ts";

/** Every event type of an incident's log, with the contract of its facts and its text. */
export const incidentEvents = {
  ...declarationEvents,
  ...communicationEvents,
  ...clockEvents,
  ...rollbackEvents,
  ...decisionEvents,
  ...timingEvents,
  ...triageEvents,
  ...modeEvents,
  ...commandEvents,
  ...callingEvents,
  ...deputyEvents,
} as const;

export type EventType = keyof typeof incidentEvents;
export type FactsOf<T extends EventType> = z.infer<(typeof incidentEvents)[T]["facts"]>;
export type TextOf<T extends EventType> = z.infer<(typeof incidentEvents)[T]["text"]>;

/** Who did it. The console itself acts for clocks, receipts and step outcomes. */
export type Actor = { kind: "person"; id: string } | { kind: "console"; id: string };

/** Who may read an entry's words: everyone in the room, or one party alone. Facts are room-wide. */
export type TextAudience = "room" | `party:${string}`;

/** An event as a rule decides it, before the log gives it a place. */
export type NewEvent<T extends EventType = EventType> = {
  [K in T]: {
    type: K;
    facts: FactsOf<K>;
    text: TextOf<K>;
    occurredAt?: string /** Who did it where that is not the command's own actor: the console, for what follows by itself. */;
    actor?: Actor;
    audience?: TextAudience;
  };
}[T];

/** An event with its place in the log: all that `evolve` may read. */
export type LoggedEvent<T extends EventType = EventType> = {
  [K in T]: {
    seq: number;
    hash: string;
    type: K;
    facts: FactsOf<K>;
    actor: Actor;
    occurredAt: string;
    recordedAt: string;
  };
}[T];
