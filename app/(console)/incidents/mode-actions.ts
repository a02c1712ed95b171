"use server";

import { Reference } from "#lib/commands/incident-command.ts";
import { ChangeScope, changeScope } from "#lib/commands/mode/change-scope.ts";
import { ConfirmTarget, confirmTarget } from "#lib/commands/mode/confirm-target.ts";
import { DeclareMode, declareMode } from "#lib/commands/mode/declare-mode.ts";
import { OpenAttestation, openAttestation } from "#lib/commands/mode/open-attestation.ts";
import { SignAttestation, signAttestation } from "#lib/commands/mode/sign-attestation.ts";
import { Unfreeze, unfreeze } from "#lib/commands/mode/unfreeze.ts";
import { defineAction } from "../../_action/define-action.ts";
import { roomVerb } from "./room-verb.ts";

export const declareModeAction = defineAction(roomVerb("declare-mode", DeclareMode, declareMode));
export const changeScopeAction = defineAction(roomVerb("change-scope", ChangeScope, changeScope));
export const confirmTargetAction = defineAction(roomVerb("confirm-target", ConfirmTarget, confirmTarget));
export const unfreezeAction = defineAction(roomVerb("unfreeze", Unfreeze, unfreeze));

export const openAttestationAction = defineAction({
  name: "open-attestation",
  input: OpenAttestation,
  run: (viewer, input, { idempotencyKey }) =>
    openAttestation({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const signAttestationAction = defineAction({
  name: "sign-attestation",
  input: SignAttestation.extend({ reference: Reference }),
  run: (viewer, input, { idempotencyKey }) =>
    signAttestation({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});
