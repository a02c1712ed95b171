"use server";

import { acceptInvitation, InvitationAnswer } from "#lib/auth/invitation.ts";
import { defineAction } from "../../_action/define-action.ts";

export const acceptInvitationAction = defineAction({
  name: "accept-invitation",
  openTo: "anyone",
  input: InvitationAnswer,
  run: (_, answer) => acceptInvitation(answer),
});
