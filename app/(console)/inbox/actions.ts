"use server";

import { defineAction } from "#app/_action/define-action.ts";
import { ReadInbox, readInboxUntil } from "#lib/commands/inbox/read-inbox.ts";

export const readInboxAction = defineAction({
  name: "read-inbox",
  input: ReadInbox,
  run: (viewer, input, { idempotencyKey }) =>
    readInboxUntil({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});
