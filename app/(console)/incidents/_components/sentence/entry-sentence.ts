import type { EventType, LoggedEvent, TextOf } from "#lib/domain/incident/events/index.ts";
import { callingSayings } from "./calling.ts";
import { commandSayings } from "./command.ts";
import { communicationSayings } from "./communication.ts";
import { decisionSayings } from "./decision.ts";
import { declarationSayings } from "./declaration.ts";
import type { Lexicon } from "./lexicon.ts";
import { modeSayings } from "./mode.ts";
import { rollbackSayings } from "./rollback.ts";
import type { Say, Sayings, Sentence } from "./shape.ts";
import { timingSayings } from "./timing.ts";
import { triageSayings } from "./triage.ts";

/** A saying for every event type: one that is missing does not compile. */
export const sayings: Sayings<EventType> = {
  ...declarationSayings,
  ...communicationSayings,
  ...rollbackSayings,
  ...decisionSayings,
  ...modeSayings,
  ...timingSayings,
  ...triageSayings,
  ...commandSayings,
  ...callingSayings,
};

/** What an entry of the log says in words. What the console did by itself begins with a capital letter. */
export function entrySentence(event: LoggedEvent, text: TextOf<EventType> | null, names: Lexicon): Sentence {
  const say = sayings[event.type] as Say<EventType>;
  const sentence = say(event, text, names);
  if (event.actor.kind === "person") return sentence;
  return { ...sentence, what: sentence.what.charAt(0).toUpperCase() + sentence.what.slice(1) };
}
