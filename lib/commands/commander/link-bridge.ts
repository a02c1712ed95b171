import { z } from "zod";
import { decideBridge, isBridge } from "#lib/domain/incident/decide/bridge.ts";
import { incidentCommand } from "../incident-command.ts";

export const LinkBridge = z.object({
  url: z
    .string()
    .trim()
    .max(2_000)
    .refine(isBridge, "Expected an address that begins with https:// or tel: and has no spaces."),
});

export const linkBridge = incidentCommand({
  name: "link-bridge",
  input: LinkBridge,
  decide: ({ state, input, circumstances }) => decideBridge(state, input, circumstances),
});
