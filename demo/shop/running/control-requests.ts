import { z } from "zod";
import { releaseVersion } from "../shop-folder.ts";

export const socketName = "control.sock";

/** What control.ts may ask of the supervisor, one JSON line each. */
export const controlRequest = z.discriminatedUnion("ask", [
  z.strictObject({ ask: z.literal("lease"), operation: z.string().max(64) }),
  z.strictObject({ ask: z.literal("status") }),
  z.strictObject({ ask: z.literal("start"), version: releaseVersion }),
  z.strictObject({ ask: z.literal("route"), version: releaseVersion }),
  z.strictObject({ ask: z.literal("stop"), version: releaseVersion }),
  z.strictObject({ ask: z.literal("maintenance"), isOn: z.boolean() }),
  z.strictObject({ ask: z.literal("database"), to: z.enum(["start", "stop"]) }),
  z.strictObject({ ask: z.literal("base") }),
]);
export type ControlRequest = z.output<typeof controlRequest>;

const releaseLine = z.object({ version: z.string(), pid: z.int(), port: z.int() });
export const controlAnswer = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    active: z.string(),
    releases: z.array(releaseLine),
  }),
  z.object({ ok: z.literal(false), why: z.string() }),
]);
export type ControlAnswer = z.output<typeof controlAnswer>;
