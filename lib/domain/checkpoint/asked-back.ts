import { z } from "zod";
import { event, Words } from "../incident/events/shapes.ts";

/** What is asked back before signing, and the answers: kept for good, and no part of any packet. */
export const askingEvents = {
  /** By a side about a question that it is to answer, put to another side. */
  AskedBack: event({ question: z.string(), party: z.string(), to: z.string() }, { words: Words }),
  /** To the question of the entry `asked`. */
  AnsweredBack: event({ asked: z.number().int().positive() }, { words: Words }),
} as const;

type Mark = { by: string; at: string; seq: number };
export type AskedBackState = Mark & { question: string; party: string; to: string; answered: Mark | null };

export const withAnswer = (asked: readonly AskedBackState[], seq: number, answered: Mark): AskedBackState[] =>
  asked.map((one) => (one.seq === seq ? { ...one, answered } : one));
