import { z } from "zod";
import { EvidenceSource } from "./decision.ts";
import { event, FactValue, Sha256, Words } from "./shapes.ts";

const check = { check: z.string() };

/** What is found out while it burns: facts, containment, and checks with their values. */
export const triageEvents = {
  /** `value` is null where the fact is words, which stand in the text. */
  FactRecorded: event({ fact: z.string(), value: FactValue.nullable() }, { words: Words }),
  PlayChosen: event({ play: z.string() }, { reason: Words }),
  /** What was normal before, and how far from it still counts as normal. */
  BaselineMeasured: event(
    { ...check, value: z.number(), tolerancePercent: z.number().nonnegative() },
    { source: Words },
  ),
  CheckReported: event(
    {
      ...check,
      passed: z.boolean(),
      value: z.number().nullable(),
      source: EvidenceSource,
      sha256: Sha256,
    },
    { command: Words, output: Words },
  ),
  KnownBlockerRecorded: event(check, { blocker: Words, link: Words }),
};
