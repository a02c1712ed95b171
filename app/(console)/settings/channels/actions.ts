"use server";

import { defineAction } from "#app/_action/define-action.ts";
import { AddEndpoint, addEndpoint } from "#lib/commands/channels/add-endpoint.ts";
import { RemoveEndpoint, removeEndpoint } from "#lib/commands/channels/remove-endpoint.ts";
import { SetEndpointActive, setEndpointActive } from "#lib/commands/channels/set-endpoint-active.ts";
import { TestChannel, testChannel } from "#lib/commands/channels/test-channel.ts";

export const addEndpointAction = defineAction({
  name: "add-endpoint",
  confirmed: true,
  input: AddEndpoint,
  run: (viewer, input, { idempotencyKey }) =>
    addEndpoint({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const setEndpointActiveAction = defineAction({
  name: "set-endpoint-active",
  input: SetEndpointActive,
  run: (viewer, input, { idempotencyKey }) =>
    setEndpointActive({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const removeEndpointAction = defineAction({
  name: "remove-endpoint",
  input: RemoveEndpoint,
  run: (viewer, input, { idempotencyKey }) =>
    removeEndpoint({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const testChannelAction = defineAction({
  name: "test-channel",
  input: TestChannel,
  run: (viewer, input, { idempotencyKey }) =>
    testChannel({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});
