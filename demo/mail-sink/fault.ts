import { z } from "zod";

export const deliveryFault = z.discriminatedUnion(
  "mode",
  [
    z.strictObject({ mode: z.literal("off") }),
    z.strictObject({ mode: z.literal("refuse"), code: z.int().min(400).max(599).default(550) }),
    z.strictObject({ mode: z.literal("hang") }),
    z.strictObject({ mode: z.literal("slow"), milliseconds: z.int().min(1).max(120_000).default(5_000) }),
  ],
  { error: 'mode must be "off", "refuse", "hang" or "slow"' },
);
export type DeliveryFault = z.output<typeof deliveryFault>;
export type FaultSwitch = { now: DeliveryFault };

/** What a reader of the mailbox is told, so that trouble made on purpose is never taken for real. */
export function faultSentence(fault: DeliveryFault): string | null {
  switch (fault.mode) {
    case "off":
      return null;
    case "refuse":
      return `Mail is refused on purpose, with code ${fault.code}.`;
    case "hang":
      return "Mail is taken but never answered, on purpose, and not kept.";
    case "slow":
      return `Mail is answered ${fault.milliseconds / 1_000} s late, on purpose.`;
  }
}
