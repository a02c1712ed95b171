"use client";

import { RuleLink } from "#components/incident/rule-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Time } from "#components/ui/time.tsx";
import { leads } from "#lib/domain/authority/lead.ts";
import { isOwner } from "#lib/domain/authority/who.ts";
import { blockedWords } from "#lib/domain/clock/blocks.ts";
import { isOwed } from "#lib/domain/clock/firing.ts";
import type { ClockState } from "#lib/domain/incident/state.ts";
import { metWords } from "#lib/domain/protocol/document/words.ts";
import { type Room, useRoom } from "../room/room-context.ts";
import { clockHistory } from "../view/clock-history.ts";
import { ownerWords } from "../view/clocks.ts";
import type { OfClock } from "./clock-acts.tsx";

/** All that is known of one clock: what meets it, what has become of its deadline, and what may be done about it. */
export function ClockDialog({ address, onClose }: OfClock) {
  const room = useRoom();
  const { state, names, view } = room;
  const clock = state.clocks.find(
    (one) => one.clock === address.clock && one.occurrence === address.occurrence,
  );
  const described = view.pack.clocks[address.clock];
  if (clock === undefined || described === undefined) return null;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`${described.title}${clock.occurrence > 1 ? ` (no. ${clock.occurrence})` : ""}`}
      description={
        <>
          Owed by {ownerWords(described.owner, names)}. Met when {metWords(view.pack, described.metBy)}.{" "}
          {clock.rule === null ? null : <RuleLink rule={{ id: clock.rule }} />}
        </>
      }
      actions={<Acts clock={clock} room={room} onClose={onClose} />}
    >
      <ol className="grid gap-1.5 text-s">
        {clockHistory(clock, state, names).map(({ at, words, isAhead }) => (
          <li key={`${at} ${words}`} className="flex gap-3">
            <Time value={at} show="seconds" className="shrink-0 text-faint" />
            <span className={isAhead ? "text-soft italic" : ""}>{words}</span>
          </li>
        ))}
      </ol>
      {described.blocks === undefined ? null : (
        <p className="mt-3 text-s text-soft">
          Past due and not met, it allows no {blockedWords(described.blocks)}.
        </p>
      )}
      {described.reading === undefined ? null : (
        <p className="mt-3 text-s text-soft">Our reading: {described.reading}</p>
      )}
    </Dialog>
  );
}

type ActsProps = { clock: ClockState; room: Room; onClose: () => void };

function Acts({ clock, room, onClose }: ActsProps) {
  const address = { clock: clock.clock, occurrence: clock.occurrence };
  const offered = offeredFor(clock, room);
  return (
    <>
      <Button onClick={onClose}>Close</Button>
      {offered === null ? null : (
        <Button variant="go" onClick={() => room.open({ kind: offered.kind, ...address })}>
          {offered.label}
        </Button>
      )}
    </>
  );
}

/** What this person may do about it now; the server asks the same again. */
function offeredFor(clock: ClockState, { state, view, viewer }: Room) {
  const described = view.pack.clocks[clock.clock];
  const part = state.participants.find(({ person }) => person === viewer.person);
  if (described === undefined || part === undefined || state.status === "closed") return null;
  const mayExplain =
    isOwner(part, described.owner) || leads(state, view.pack, { id: part.person, roles: part.roles });
  if (clock.status === "breached")
    return clock.explained === null && mayExplain
      ? { kind: "explain-breach" as const, label: "Say why it was late" }
      : null;
  const mayPause = described.mayPause?.by.some((role) => part.roles.includes(role)) === true;
  if (!mayPause || !isOwed(clock)) return null;
  return clock.paused === null
    ? { kind: "pause-clock" as const, label: "Pause the clock" }
    : { kind: "resume-clock" as const, label: "Let it run again" };
}
