"use server";

import { defineAction } from "#app/_action/define-action.ts";
import { InvitePerson, invitePerson } from "#lib/commands/people/invite.ts";
import { RemovePerson, removePerson } from "#lib/commands/people/remove.ts";
import { SetOnCall, setOnCall } from "#lib/commands/people/set-on-call.ts";
import { SetRoster, setRoster } from "#lib/commands/people/set-roster.ts";

export const invitePersonAction = defineAction({
  name: "invite-person",
  confirmed: true,
  input: InvitePerson,
  run: (viewer, input, { idempotencyKey }) =>
    invitePerson({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const setRosterAction = defineAction({
  name: "set-roster",
  confirmed: true,
  input: SetRoster,
  run: (viewer, input, { idempotencyKey }) =>
    setRoster({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const setOnCallAction = defineAction({
  name: "set-on-call",
  input: SetOnCall,
  run: (viewer, input, { idempotencyKey }) =>
    setOnCall({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const removePersonAction = defineAction({
  name: "remove-person",
  confirmed: true,
  input: RemovePerson,
  run: (viewer, input, { idempotencyKey }) =>
    removePerson({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});
