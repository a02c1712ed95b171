import type { Outcome } from "../refusal.ts";
import type { NewEvent } from "./events/index.ts";

/** Who asks, with what the room and the roster say of them. */
export type ActingPerson = {
  kind: "person";
  id: string;
  party: string | null;
  roles: string[];
  onCallRoles: string[];
};
export type ActingConsole = { kind: "console"; id: string };

/** All that a rule may know beside the log: passed in, so that a rule is a function of its arguments. */
export type Circumstances = {
  now: string;
  actor: ActingPerson | ActingConsole;
  /** SHA-256 of a value's canonical form, hexadecimal. */
  digest: (value: unknown) => string;
  /** RFC 8785 text of a value. */
  canonical: (value: unknown) => string;
  /** Other open incidents of a critical severity on the same services. */
  otherCriticalIncidents: number;
  /** The packs of which an open checkpoint on the same services stands at GO of both sides. */
  checkpointsAtGo?: readonly string[];
};

/** What a command comes to: the events to record, or a refusal. */
export type Decided = Outcome<NewEvent[]>;

/** How a refusal names a person: the edge puts the name in, the domain knows the id alone. */
export const personToken = (id: string): string => `@{${id}}`;
