"use server";

import { z } from "zod";
import { defineAction } from "#app/_action/define-action.ts";
import { TypedPassword } from "#lib/auth/password.ts";
import { visitorAddress } from "#lib/auth/session/index.ts";
import { verifyAttested } from "#lib/auth/signature/attested.ts";
import { confirmPassword } from "#lib/auth/signature/confirm-password.ts";
import { beginEnrolment, finishEnrolment, PasskeyLabel } from "#lib/auth/signature/enrolment.ts";
import {
  beginOneTimeCodes,
  confirmOneTimeCodes,
  replaceOneTimeCodes,
} from "#lib/auth/signature/one-time-codes.ts";
import { EnrolmentResponse } from "#lib/auth/signature/response.ts";
import { revokeOwnPasskey } from "#lib/auth/signature/revocation.ts";
import { Countersign, countersign } from "#lib/commands/passkeys/countersign.ts";
import { OpenCountersigning, openCountersigning } from "#lib/commands/passkeys/open-countersigning.ts";
import { accept } from "#lib/domain/refusal.ts";

export const beginOneTimeCodesAction = defineAction({
  name: "begin-one-time-codes",
  input: z.strictObject({ password: TypedPassword }),
  run: async (viewer, { password }) => {
    const confirmed = await confirmPassword(viewer, { password, address: await visitorAddress() });
    return confirmed.ok ? beginOneTimeCodes(viewer) : confirmed;
  },
});

export const replaceOneTimeCodesAction = defineAction({
  name: "replace-one-time-codes",
  input: z.strictObject({ password: TypedPassword, code: z.string().max(20) }),
  run: async (viewer, typed) => {
    const proved = await verifyAttested({ viewer, ...typed, address: await visitorAddress() });
    return proved.ok ? accept(await replaceOneTimeCodes(viewer)) : proved;
  },
});

export const confirmOneTimeCodesAction = defineAction({
  name: "confirm-one-time-codes",
  input: z.strictObject({ setUp: z.string().max(2_000), code: z.string().max(20) }),
  run: (viewer, answer) => confirmOneTimeCodes(viewer, answer),
});

export const beginPasskeyAction = defineAction({
  name: "begin-passkey",
  input: z.strictObject({ password: TypedPassword }),
  run: async (viewer, { password }) => {
    const confirmed = await confirmPassword(viewer, { password, address: await visitorAddress() });
    return confirmed.ok ? accept(await beginEnrolment(viewer)) : confirmed;
  },
});

export const finishPasskeyAction = defineAction({
  name: "finish-passkey",
  input: z.strictObject({ challengeId: z.uuid(), response: EnrolmentResponse, label: PasskeyLabel }),
  run: async (viewer, answer) => {
    const finished = await finishEnrolment(viewer, answer);
    return finished.ok ? accept({ label: finished.value.label }) : finished;
  },
});

export const revokePasskeyAction = defineAction({
  name: "revoke-passkey",
  input: z.strictObject({ credentialId: z.string().min(1).max(2_000), password: TypedPassword }),
  run: async (viewer, { credentialId, password }) => {
    const confirmed = await confirmPassword(viewer, { password, address: await visitorAddress() });
    return confirmed.ok ? revokeOwnPasskey(viewer, credentialId) : confirmed;
  },
});

export const openCountersigningAction = defineAction({
  name: "open-countersigning",
  input: OpenCountersigning,
  run: (viewer, input, { idempotencyKey }) =>
    openCountersigning({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});

export const countersignAction = defineAction({
  name: "countersign-passkey",
  input: Countersign,
  run: (viewer, input, { idempotencyKey }) =>
    countersign({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});
