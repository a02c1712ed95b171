"use server";

import { defineAction } from "#app/_action/define-action.ts";
import {
  AddOwnChannel,
  addOwnChannel,
  RemoveOwnChannel,
  removeOwnChannel,
  SavePreference,
  savePreferences,
} from "#lib/commands/people/preferences.ts";

export const savePreferencesAction = defineAction({
  name: "save-preferences",
  input: SavePreference,
  run: (viewer, input, { idempotencyKey }) =>
    savePreferences({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const addOwnChannelAction = defineAction({
  name: "add-own-channel",
  input: AddOwnChannel,
  run: (viewer, input, { idempotencyKey }) =>
    addOwnChannel({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const removeOwnChannelAction = defineAction({
  name: "remove-own-channel",
  input: RemoveOwnChannel,
  run: (viewer, input, { idempotencyKey }) =>
    removeOwnChannel({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});
