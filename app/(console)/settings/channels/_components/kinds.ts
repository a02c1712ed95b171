import type { EndpointKind } from "#lib/queries/channels.ts";

export const kindTitles: Record<EndpointKind, string> = {
  webhook: "Signed webhook",
  slack: "Slack",
  teams: "Teams",
};
