"use server";

import { defineAction } from "#app/_action/define-action.ts";
import { CreateService, createService } from "#lib/commands/services/create.ts";
import { SetBaseline, setBaseline } from "#lib/commands/services/set-baseline.ts";

export const registerServiceAction = defineAction({
  name: "register-service",
  input: CreateService,
  run: (viewer, input, { idempotencyKey }) =>
    createService({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const setBaselineAction = defineAction({
  name: "set-baseline",
  confirmed: true,
  input: SetBaseline,
  run: (viewer, input, { idempotencyKey }) =>
    setBaseline({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});
