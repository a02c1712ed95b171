"use server";

import { defineAction } from "#app/_action/define-action.ts";
import { CreateToken, createToken } from "#lib/commands/tokens/create.ts";
import { RevokeToken, revokeToken } from "#lib/commands/tokens/revoke.ts";

export const createTokenAction = defineAction({
  name: "create-token",
  confirmed: true,
  input: CreateToken,
  run: (viewer, input, { idempotencyKey }) =>
    createToken({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const revokeTokenAction = defineAction({
  name: "revoke-token",
  input: RevokeToken,
  run: (viewer, input, { idempotencyKey }) =>
    revokeToken({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});
