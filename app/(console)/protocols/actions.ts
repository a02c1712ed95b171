"use server";

import { defineAction } from "#app/_action/define-action.ts";
import { DraftGiven } from "#lib/commands/protocols/draft-command.ts";
import { proposeDraft } from "#lib/commands/protocols/propose-draft.ts";
import { publishDraft } from "#lib/commands/protocols/publish-draft.ts";
import { UploadDraft, uploadDraft } from "#lib/commands/protocols/upload-draft.ts";
import { withdrawDraft } from "#lib/commands/protocols/withdraw-draft.ts";

export const uploadDraftAction = defineAction({
  name: "upload-protocol-draft",
  input: UploadDraft,
  run: (viewer, input, { idempotencyKey }) =>
    uploadDraft({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const proposeDraftAction = defineAction({
  name: "propose-protocol-draft",
  input: DraftGiven,
  run: (viewer, input, { idempotencyKey }) =>
    proposeDraft({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const publishDraftAction = defineAction({
  name: "publish-protocol-draft",
  confirmed: true,
  input: DraftGiven,
  run: (viewer, input, { idempotencyKey }) =>
    publishDraft({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const withdrawDraftAction = defineAction({
  name: "withdraw-protocol-draft",
  input: DraftGiven,
  run: (viewer, input, { idempotencyKey }) =>
    withdrawDraft({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});
