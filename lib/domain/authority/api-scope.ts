import { z } from "zod";

/** What a token may be used for. A token opens nothing that its scopes do not name. */
export const ApiScope = z.enum(["freeze:read", "evidence:write"], {
  error: "expected a scope: freeze:read or evidence:write",
});
export type ApiScope = z.infer<typeof ApiScope>;

export const scopeTitles: Record<ApiScope, string> = {
  "freeze:read": "Ask whether something may move now",
  "evidence:write":
    "Hand in evidence, validation runs and readings of a locked baseline as you, for your side",
};

/** Scopes with which a token acts for whoever made it, bound to their party and roles. All others are an administrator's. */
const acting: readonly ApiScope[] = ["evidence:write"];

export const isActing = (scope: ApiScope): boolean => acting.includes(scope);
