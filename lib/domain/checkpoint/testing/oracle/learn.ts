import type { LoggedCheckpointEvent } from "../../events.ts";
import type { Rules } from "./rules.ts";
import { type Around, commandsAfter, picture, placeOf, type World } from "./world.ts";

/** What an entry changes in the world. */
export function learn(entry: LoggedCheckpointEvent, world: World, around: Around, rules: Rules): void {
  if (entry.type === "CheckpointOpened") {
    world.locked = entry.facts.locked;
    world.seen = entry.facts.locked;
  }
  if (entry.type === "CriterionReported") learnReport(entry.facts, world);
  if (entry.type === "CriterionAttested")
    world.said = { ...world.said, [entry.facts.criterion]: entry.facts.digest };
  if (entry.type === "RecordPartWritten") {
    const { part, owner, digest } = entry.facts;
    world.written = { ...world.written, [part]: { owner, digest } };
  }
  if (entry.type === "AbortTriggered") world.pulled = [...new Set([...world.pulled, entry.facts.trigger])];
  if (entry.type === "BaselineObserved") {
    world.seen = { ...world.seen, ...entry.facts.values };
    world.moved = [...new Set([...world.moved, ...entry.facts.moved])];
  }
  if (entry.type === "CheckpointClosed") world.isOpen = false;
  learnSigner(entry, world);
  learnDecision(entry, world, around, rules);
}

function learnReport(facts: LoggedCheckpointEvent<"CriterionReported">["facts"], world: World): void {
  const { criterion, passed, value, digest, party, pipeline } = facts;
  world.commands = { ...world.commands, [criterion]: commandsAfter(world, facts) };
  const place = pipeline === undefined ? null : placeOf(pipeline);
  const output = pipeline?.file.sha256 ?? null;
  const shown = { isGreen: passed, value, digest, side: party, place, output };
  world.shown = { ...world.shown, [criterion]: shown };
}

function learnSigner(entry: LoggedCheckpointEvent, world: World): void {
  if (entry.type === "SignerEnrolled") {
    const { person, party, credentialId, publicKeyCose: key } = entry.facts;
    world.keys[credentialId] = { person, party, key, entry: entry.hash };
  }
  if (entry.type === "DeputyNamed")
    world.deputies[entry.seq] = { ...entry.facts, by: entry.actor.id, isEnded: false };
  if (entry.type === "DeputyEnded") {
    const named = world.deputies[entry.facts.named];
    if (named !== undefined) named.isEnded = true;
  }
}

function learnDecision(entry: LoggedCheckpointEvent, world: World, around: Around, rules: Rules): void {
  if (entry.type === "VerdictSigned") {
    const { question, party, person, answer, proof, statement } = entry.facts;
    const over = picture(question, world, around, rules);
    const vote = { person, answer, isPasskey: proof.method === "passkey", over, statement };
    world.votes[question] = { ...world.votes[question], [party]: vote };
    world.voices[person] ??= party;
  }
  if (entry.type === "VerdictsVoided")
    for (const side of entry.facts.voided) delete world.votes[entry.facts.question]?.[side];
  if (entry.type === "CheckpointSealed") {
    const { question, outcome, validUntil: until, recordDigest: record } = entry.facts;
    const { shown, said, written } = world;
    const over = { shown, said, written };
    world.sealed[question] = { outcome, at: entry.recordedAt, until, record, over };
  }
}
