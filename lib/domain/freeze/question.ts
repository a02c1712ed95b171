import { z } from "zod";
import { MailAddress } from "../mail-address.ts";
import { FreezeRule } from "../protocol/parts/rollback.ts";

export const FrozenAction = FreezeRule.shape.actions.element;
export type FrozenAction = z.infer<typeof FrozenAction>;

/** Work that a freeze may let through: `rollback` undoes a change, `incident` mends what is broken. */
export const Work = z.enum(["rollback", "incident"], { error: "expected rollback or incident" });
export type Work = z.infer<typeof Work>;

const named = (what: string) => z.string(`expected ${what}`).trim().min(1, `expected ${what}`).max(120);

/** What a pipeline asks before it moves something. */
export const FreezeQuestion = z.strictObject({
  service: named("the key of a registered service, such as storefront"),
  environment: named("an environment of the service, such as production"),
  action: z.enum(FrozenAction.options, { error: `expected one of ${FrozenAction.options.join(", ")}` }),
  actor: MailAddress.optional(),
  work: Work.optional(),
});
export type FreezeQuestion = z.output<typeof FreezeQuestion>;
