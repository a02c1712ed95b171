"use server";

import { defineAction } from "#app/_action/define-action.ts";
import { acceptInvitation, InvitationAnswer } from "#lib/auth/invitation.ts";

export const acceptInvitationAction = defineAction({
  name: "accept-invitation",
  openTo: "anyone",
  input: InvitationAnswer,
  run: (_, answer) => acceptInvitation(answer),
});
