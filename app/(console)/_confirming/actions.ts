"use server";

import { z } from "zod";
import { defineAction } from "#app/_action/define-action.ts";
import { TypedPassword } from "#lib/auth/password.ts";
import { visitorAddress } from "#lib/auth/session/index.ts";
import { askPasskey, confirmWithPasskey, confirmWithPassword } from "#lib/auth/signature/confirm-session.ts";
import { AssertionResponse } from "#lib/auth/signature/response.ts";
import { accept } from "#lib/domain/refusal.ts";

export const askPasskeyAction = defineAction({
  name: "ask-passkey",
  input: z.strictObject({}),
  run: async (viewer) => accept(await askPasskey(viewer)),
});

export const confirmWithPasskeyAction = defineAction({
  name: "confirm-with-passkey",
  input: z.strictObject({ challengeId: z.uuid(), response: AssertionResponse }),
  run: (viewer, answer) => confirmWithPasskey(viewer, answer),
});

export const confirmWithPasswordAction = defineAction({
  name: "confirm-with-password",
  input: z.strictObject({ password: TypedPassword }),
  run: async (viewer, { password }) =>
    confirmWithPassword(viewer, { password, address: await visitorAddress() }),
});
