import { decideExplanation } from "../../clock/explain.ts";
import { decidePause, decideResumption } from "../../clock/pause.ts";
import type { PackSource } from "../../protocol/pack.ts";
import type { ActingPerson } from "../circumstances.ts";
import { decideSeverity } from "../decide/severity.ts";
import { smallPack } from "./small-pack.ts";
import { captain, smallIncident } from "./small-room.ts";
import type { Story } from "./story.ts";

export type ClockSource = NonNullable<PackSource["clocks"]>[string];

/** The small pack with more said about its first clock. */
export const packWith = (change: Partial<ClockSource>, more: Partial<PackSource> = {}): PackSource => ({
  ...smallPack,
  notices: {
    ...smallPack.notices,
    held: {
      title: "Holding word",
      audiences: ["north", "public"],
      subject: "{{incident.reference}}",
      body: "We know of it and are working on it.",
    },
  },
  ...more,
  clocks: { ...smallPack.clocks, first: { ...(smallPack.clocks?.first as ClockSource), ...change } },
});
export const storyWith = (change: Partial<ClockSource>, more?: Partial<PackSource>) =>
  smallIncident({}, 0, packWith(change, more));

export const first = { clock: "first", occurrence: 1 };
export const word = (number: number, promises?: number) => ({
  number,
  template: "first",
  values: { impact: "Nobody can order" },
  ...(promises === undefined ? {} : { promises }),
});
export const pauses = (story: Story, at: number, who: ActingPerson, reason = "Waiting for the vendor") =>
  story.asks(at, who, (state, circumstances) =>
    decidePause(state, story.pack, { ...first, reason }, circumstances),
  );
export const resumes = (story: Story, at: number, who: ActingPerson) =>
  story.asks(at, who, (state, circumstances) =>
    decideResumption(state, story.pack, { ...first, reason: "They answered" }, circumstances),
  );
export const explains = (story: Story, at: number, who: ActingPerson) =>
  story.asks(at, who, (state, circumstances) =>
    decideExplanation(state, story.pack, { ...first, words: "The mail server was down" }, circumstances),
  );
export const changesTo = (story: Story, at: number, severity: string) =>
  story.asks(at, captain, (state, circumstances) =>
    decideSeverity(state, story.pack, { severity, reason: "It is otherwise" }, circumstances),
  );
