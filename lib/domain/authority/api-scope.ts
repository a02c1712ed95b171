import { z } from "zod";

/** What a token may be used for. A token opens nothing that its scopes do not name. */
export const ApiScope = z.enum(["freeze:read"], { error: "expected a scope: freeze:read" });
export type ApiScope = z.infer<typeof ApiScope>;

export const scopeTitles: Record<ApiScope, string> = {
  "freeze:read": "Ask whether something may move now",
};
