import { z } from "zod";
import { CheckpointReference } from "#lib/commands/checkpoint/checkpoint-command.ts";
import { ReadBaseline, readBaseline } from "#lib/commands/checkpoint/observe-baseline.ts";
import { defineChange } from "../_door/define-change.ts";

export const dynamic = "force-dynamic";

const Body = z.strictObject(
  {
    idempotencyKey: z.uuid("expected a UUID, one per reading"),
    for: CheckpointReference,
    ...ReadBaseline.shape,
  },
  { error: "expected a body of JSON" },
);

/** What a pipeline reads of a checkpoint's locked values; another value than the locked one is NO-GO at once. */
export const POST = defineChange({
  name: "baseline",
  scope: "evidence:write",
  body: Body,
  run: ({ actor, token }, { idempotencyKey, for: reference, values }) =>
    readBaseline({ actor, idempotencyKey }, { reference, values, token }),
});
