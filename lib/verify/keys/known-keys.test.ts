import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { expect, it } from "vitest";
import { publicKeyOf } from "../bundle/seal.ts";
import { chainOver, compromisedWords, knownKeys, throughWords } from "./known-keys.ts";
import { openRotation, type SignedRotation } from "./rotation.ts";
import { signRotation } from "./sign-rotation.ts";

const keys = Array.from({ length: 4 }, () => generateKeyPairSync("ed25519").privateKey);
const [one, two, three, stranger] = keys as [KeyObject, KeyObject, KeyObject, KeyObject];
const said = { at: "2026-01-02T03:04:05.678Z", by: "root at home", reason: "It was time." };

function rotated(from: KeyObject, to: KeyObject, compromised = false): SignedRotation {
  const rotation = openRotation(signRotation(from, to, { ...said, compromised }));
  if (rotation === null) throw new Error("both keys signed it");
  return rotation;
}
const idOf = (key: KeyObject) => publicKeyOf(key).id;
const knownFrom = (given: KeyObject, rotations: SignedRotation[]) =>
  knownKeys([publicKeyOf(given)], rotations)
    .map(({ key }) => key.id)
    .sort();
const ids = (...some: KeyObject[]) => some.map(idOf).sort();
const planned = [rotated(two, three), rotated(one, two)];

it("trust goes over rotations forward and back, in whatever order they stand, and to no stranger", () => {
  for (const given of [one, two, three]) expect(knownFrom(given, planned)).toEqual(ids(one, two, three));
  expect(knownFrom(stranger, planned)).toEqual(ids(stranger));
});

it("no trust goes over the rotation of a key that others may have, in either direction", () => {
  const lost = [rotated(one, two), rotated(two, three, true)];
  expect(knownFrom(one, lost)).toEqual(ids(one, two));
  expect(knownFrom(three, lost)).toEqual(ids(three));
  expect(compromisedWords([publicKeyOf(two)], lost)).toContain("ask the console's people for the new key");
  expect(compromisedWords([publicKeyOf(three)], lost)).toBeNull();
});

it("how a key came to be trusted is said in words, and of one before the trusted one what to beware of", () => {
  const words = (given: KeyObject, of: KeyObject) => {
    const known = knownKeys([publicKeyOf(given)], planned).find(({ key }) => key.id === idOf(of));
    return known === undefined ? null : throughWords(known);
  };
  expect(words(one, one)).toBeNull();
  expect(words(one, three)).toContain("by root at home: It was time.; both keys signed that");
  expect(words(one, three)).not.toContain("not to be trusted");
  expect(words(three, one)).toContain("what that earlier key signed since then is not to be trusted");
});

it("the rotations that lead over a key are told from the first one, and a ring of them ends", () => {
  for (const key of [one, two, three])
    expect(chainOver(idOf(key), planned)).toEqual([planned[1], planned[0]]);
  expect(chainOver(idOf(stranger), planned)).toEqual([]);
  expect(chainOver(idOf(one), [rotated(one, two), rotated(two, one)])).toHaveLength(2);
});
