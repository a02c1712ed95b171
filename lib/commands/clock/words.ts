import { z } from "zod";

/** Which clock is meant: a clock that starts again has another occurrence. */
export const ClockAddress = { clock: z.string().min(1), occurrence: z.number().int().positive() };

/** Why it was done or left undone: something that a reader can use a month later. */
export const Reason = z.string().trim().min(3, "expected a reason in words").max(5_000);
