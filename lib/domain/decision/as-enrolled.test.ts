import { expect, it } from "vitest";
import { decideEnrolment } from "../incident/decide/decision.ts";
import { lead, peer, smallIncident } from "../incident/testing/small-room.ts";
import type { Story } from "../incident/testing/story.ts";

const enrols = (story: Story, at: number, person: typeof lead, credentialId: string, publicKeyCose: string) =>
  story.asks(at, person, (state, circumstances) =>
    decideEnrolment(state, { credentialId, publicKeyCose, algorithm: -7, label: "key" }, circumstances),
  );

it("one key is one signer's: under another credential the log takes it from nobody", () => {
  const story = smallIncident();
  expect(enrols(story, 1, lead, "one", "key").ok).toBe(true);
  expect(enrols(story, 2, peer, "another", "key")).toMatchObject({
    ok: false,
    refusal: { code: "conflict" },
  });
  expect(enrols(story, 3, peer, "another", "another key").ok).toBe(true);
  expect(story.entries("SignerEnrolled")).toHaveLength(2);
});
