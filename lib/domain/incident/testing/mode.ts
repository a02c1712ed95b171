import type { ActingPerson, Decided } from "../circumstances.ts";
import { attestationStatement, decideAttestation, mayAttest } from "../decide/attestation.ts";
import { decideMode, decideUnfreeze } from "../decide/mode.ts";
import { decideTarget } from "../decide/target.ts";
import { digestOf } from "./digest.ts";
import type { Story } from "./story.ts";

type Mode = { reasons?: string[]; scope?: string };

export function declaresMode(story: Story, minutes: number, person: ActingPerson, mode: Mode = {}): Decided {
  const input = {
    reasons: mode.reasons ?? Object.keys(story.pack.mode?.reasons ?? {}).slice(0, 1),
    scope: mode.scope ?? story.pack.scope?.levels.at(-1)?.id ?? "",
    reason: "It cannot go on",
  };
  return story.asks(minutes, person, (state, around) => decideMode(state, story.pack, input, around));
}

const anyTarget = ({ pack, state }: Story, name: string): string => {
  const target = pack.targets[name];
  if (target?.kind === "instant") return "2026-11-21T09:30:00.000Z";
  return state.baseline[target?.equals ?? ""] ?? "v1.4.2";
};

export function confirmsTarget(
  story: Story,
  minutes: number,
  person: ActingPerson,
  target: string,
  value = anyTarget(story, target),
): Decided {
  return story.asks(minutes, person, (state, around) =>
    decideTarget(state, story.pack, { target, value }, around),
  );
}

export function lifts(story: Story, minutes: number, person: ActingPerson): Decided {
  return story.asks(minutes, person, (state, around) =>
    decideUnfreeze(state, story.pack, { scope: "Everything that was frozen" }, around),
  );
}

/** Reads what is signed and signs it; `shownDigest` stands for something else that was read. */
export function attests(
  story: Story,
  minutes: number,
  person: ActingPerson,
  attestation: string,
  shownDigest?: string,
): Decided {
  const draft = { attestation, reason: "" };
  const anchor = { logHead: { seq: story.state.seq, hash: story.state.head }, nonce: "0123456789abcdef" };
  return story.asks(minutes, person, (state, around) => {
    const allowed = mayAttest(state, story.pack, attestation, around);
    if (!allowed.ok) return allowed;
    const statement = attestationStatement(state, allowed.value, draft, anchor, digestOf);
    const signed = {
      ...draft,
      ...anchor,
      shownDigest: shownDigest ?? digestOf(statement),
      proof: {
        method: "server-attested" as const,
        checked: ["password", "one-time-code"] as ["password", "one-time-code"],
      },
    };
    return decideAttestation(state, story.pack, signed, around);
  });
}
