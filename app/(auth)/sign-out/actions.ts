"use server";

import { z } from "zod";
import { defineAction } from "#app/_action/define-action.ts";
import { endSession } from "#lib/auth/session/index.ts";
import { accept } from "#lib/domain/refusal.ts";

export const signOutAction = defineAction({
  name: "sign-out",
  input: z.null(),
  run: async () => {
    await endSession();
    return accept(null);
  },
});
