"use server";

import { defineAction } from "#app/_action/define-action.ts";
import { RequestExport, requestExport } from "#lib/commands/record/request-export.ts";

export const requestExportAction = defineAction({
  name: "request-export",
  input: RequestExport,
  run: (viewer, input, { idempotencyKey }) =>
    requestExport({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input),
});
