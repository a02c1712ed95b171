import type { ActingPerson, Decided } from "../circumstances.ts";
import { decideConsensus, decideSchedule } from "../decide/schedule.ts";
import { decideConfirmation, decideDiscussion } from "../decide/timing.ts";
import { minute } from "./cast.ts";
import type { Story } from "./story.ts";

export const confirms = (story: Story, minutes: number, person: ActingPerson): Decided =>
  story.asks(minutes, person, (state, circumstances) =>
    decideConfirmation(state, story.pack, { evidence: "The graph says so" }, circumstances),
  );

export const concludes = (story: Story, minutes: number, person: ActingPerson): Decided =>
  story.asks(minutes, person, (state, circumstances) =>
    decideDiscussion(state, story.pack, { outcome: "We roll back" }, circumstances),
  );

export const schedules = (
  story: Story,
  minutes: number,
  person: ActingPerson,
  { plan, startAt }: { plan: string; startAt: number },
): Decided =>
  story.asks(minutes, person, (state, circumstances) =>
    decideSchedule(
      state,
      story.pack,
      { plan, startAt: minute(startAt), reason: "Few people are here then" },
      circumstances,
    ),
  );

export const answersFor = (
  story: Story,
  minutes: number,
  person: ActingPerson,
  role: string,
  answer: "agreed" | "refused" = "agreed",
): Decided =>
  story.asks(minutes, person, (state, circumstances) =>
    decideConsensus(state, story.pack, { role, answer, reason: "" }, circumstances),
  );
