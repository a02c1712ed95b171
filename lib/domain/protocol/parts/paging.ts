import { z } from "zod";
import { Name } from "../condition.ts";
import { carried, Minutes } from "./shared.ts";

/** Who is called when an incident of some severities is declared: whoever is on call for the roles, one after the other. */
export const Paging = z.strictObject({
  severities: z.array(z.string()).min(1),
  /** The first role's people first. */
  call: z.array(Name).min(1).max(12),
  /** Who has not answered by then is passed over, and the next is called. */
  answerWithinMinutes: Minutes.default(5),
  ...carried,
});
