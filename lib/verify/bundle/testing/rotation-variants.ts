import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { utf8 } from "#lib/platform/bytes.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { readHead } from "../../anchors/note.ts";
import { signHead } from "../../anchors/sign.ts";
import type { Rotation } from "../../keys/rotation.ts";
import { signRotation } from "../../keys/sign-rotation.ts";
import { places } from "../manifest.ts";
import { anchoredBy } from "./anchor-variants.ts";
import { sealedBy, withParts } from "./forge.ts";
import type { Variant } from "./forgeries.ts";

const told = {
  at: "2026-01-02T03:04:05.678Z",
  by: "somebody at a machine",
  reason: "It was a year old.",
  compromised: false,
};
const fresh = () => generateKeyPairSync("ed25519").privateKey;
const byOthers = () => signRotation(fresh(), fresh(), told);

type Keys = { from: KeyObject; to: KeyObject };

/** A bundle that the next key signed, with what stands in it of how the trusted one was given up for it. */
const byNext =
  (
    rotations: (record: Rotation, keys: Keys) => Rotation[],
    said: Partial<typeof told> = {},
  ): Variant["make"] =>
  (source, from) => {
    const to = fresh();
    const record = signRotation(from, to, { ...told, ...said });
    return sealedBy({ ...source, rotations: rotations(record, { from, to }) }, to);
  };

const altered = (name: string, change: (record: Rotation) => Partial<Rotation>): Variant => ({
  name: `a rotation with ${name}`,
  finds: "rotation",
  says: "signed by both of its keys",
  make: byNext((record) => [{ ...record, ...change(record) }]),
});

const inPlace = (name: string, path: string, text: (record: Rotation) => string): Variant => ({
  name,
  finds: "rotation",
  make: (source, from) => {
    const to = fresh();
    const bytes = utf8(text(signRotation(from, to, told)));
    return withParts(source, to, (parts) => [...parts, { kind: "rotations", path, bytes }]);
  },
});

export const rotationVariants: Variant[] = [
  { name: "a key that the trusted one was given up for", finds: null, make: byNext((record) => [record]) },
  {
    name: "a key that the trusted one was given up for, over another",
    finds: null,
    make: byNext((_, { from, to }) => {
      const between = fresh();
      return [signRotation(from, between, told), signRotation(between, to, told)];
    }),
  },
  {
    name: "an earlier tree head that the key before signed",
    finds: null,
    make: (source, from) => {
      const to = fresh();
      const anchored = { ...anchoredBy(source, to), rotations: [signRotation(from, to, told)] };
      const since = anchored.anchor?.since ?? { note: "", proof: [] };
      const head = readHead(since.note) ?? { size: 1, root: "", at: told.at };
      const anchor = anchored.anchor && {
        ...anchored.anchor,
        since: { ...since, note: signHead(from, head) },
      };
      return sealedBy({ ...anchored, anchor }, to);
    },
  },
  {
    name: "the key before the trusted one",
    finds: null,
    make: (source, to) => {
      const from = fresh();
      return sealedBy({ ...source, rotations: [signRotation(from, to, told)] }, from);
    },
  },
  {
    name: "a tree head of the next key already",
    finds: null,
    make: (source, from) => {
      const to = fresh();
      return sealedBy({ ...anchoredBy(source, to), rotations: [signRotation(from, to, told)] }, from);
    },
  },
  {
    name: "the key before the trusted one, which others may have",
    finds: "trust",
    make: (source, to) => {
      const from = fresh();
      return sealedBy(
        { ...source, rotations: [signRotation(from, to, { ...told, compromised: true })] },
        from,
      );
    },
  },
  altered("another reason", () => ({ reason: "None." })),
  altered("another time", () => ({ at: "2026-01-02T03:04:05.679Z" })),
  altered("another word on whether others have the key", () => ({ compromised: true })),
  altered("its keys changed about", ({ from, to }) => ({ from: to, to: from })),
  altered("another old key", () => ({ from: byOthers().from })),
  altered("an old key's id that is another's", ({ from }) => ({ from: { ...from, id: byOthers().from.id } })),
  altered("a key that is none", ({ from }) => ({ from: { ...from, spki: "AAAA" } })),
  altered("the old key's signature by another", ({ signatures }) => ({
    signatures: { ...signatures, from: byOthers().signatures.from },
  })),
  altered("the new key's signature by another", ({ signatures }) => ({
    signatures: { ...signatures, to: byOthers().signatures.to },
  })),
  altered("no signature of the new key", ({ signatures }) => ({ signatures: { ...signatures, to: "" } })),
  {
    name: "a rotation of a key for itself",
    finds: "rotation",
    make: (source, key) => sealedBy({ ...source, rotations: [signRotation(key, key, told)] }, key),
  },
  {
    name: "a rotation that leads to another key",
    finds: "rotation",
    says: "do not lead",
    make: byNext((_, { from }) => [signRotation(from, fresh(), told)]),
  },
  {
    name: "rotations of which one is missing between",
    finds: "rotation",
    says: "do not lead",
    make: byNext((_, { from, to }) => [signRotation(from, fresh(), told), signRotation(fresh(), to, told)]),
  },
  {
    name: "a rotation of a stranger's key",
    finds: "trust",
    make: byNext((_, { to }) => [signRotation(fresh(), to, told)]),
  },
  {
    name: "a rotation of a key that others may have",
    finds: "trust",
    says: "ask the console's people",
    make: byNext((record) => [record], { compromised: true }),
  },
  inPlace("rotations in another place", "keys/more.json", (record) => canonicalJson([record])),
  inPlace("no rotations where they stand", places.rotations, () => "[]"),
  inPlace("rotations that are not canonical", places.rotations, (record) =>
    JSON.stringify([record], null, 1),
  ),
  inPlace("a rotation that is no list", places.rotations, (record) => canonicalJson(record)),
];
