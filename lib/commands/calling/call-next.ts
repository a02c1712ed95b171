import { z } from "zod";
import { asConsole } from "#lib/domain/authority/who.ts";
import { decideNextCall, inCallingOrder, waitingCall } from "#lib/domain/calling/call.ts";
import { accept } from "#lib/domain/refusal.ts";
import { newId } from "#lib/platform/ids.ts";
import { endCalling, setDueCall } from "#lib/store/due-calls.ts";
import { listPeople } from "#lib/store/people.ts";
import { incidentCommand } from "../incident-command.ts";

/** The worker's: calls the next person on call where it is time to. */
export const callNext = incidentCommand({
  name: "call-next",
  // It is told nothing: whoever wakes it only hints.
  input: z.looseObject({}),
  decide: async ({ tx, state, pack, circumstances }) => {
    const worker = asConsole(circumstances.actor);
    if (!worker.ok) return worker;
    const onCall = inCallingOrder(pack, await listPeople(tx));
    const events = decideNextCall(state, pack, onCall, { call: newId(), now: circumstances.now });
    const waiting = waitingCall(state);
    if (events.length === 0 && waiting === undefined) await endCalling(tx, state.reference);
    if (events.length === 0 && waiting !== undefined) await setDueCall(tx, state.reference, waiting.answerBy);
    return accept(events);
  },
});
