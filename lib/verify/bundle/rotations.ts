import { z } from "zod";
import { openRotation, Rotation, type SignedRotation } from "../keys/rotation.ts";
import type { Contents } from "./contents.ts";
import type { Report } from "./findings.ts";
import { readCanonical } from "./json.ts";
import { type Manifest, places } from "./manifest.ts";

/** More would only cost time: a key is given up once in years. */
export const mostRotations = 100;

const Rotations = z.array(Rotation).min(1).max(mostRotations);

/** The rotations in a file, whatever keys they lead over; null where it holds none, or one that its keys did not sign. */
export function readRotations(bytes: Uint8Array): SignedRotation[] | null {
  const opened = readCanonical(bytes, Rotations)?.map(openRotation);
  const signed = opened?.flatMap((one) => one ?? []);
  return signed !== undefined && signed.length === opened?.length ? signed : null;
}

/** How the console came to the manifest's key, and what it gave that up for, where the bundle says it; nothing where what it says is wrong. */
export function checkRotations(
  there: Contents,
  { files }: Manifest,
  keyId: string,
  report: Report,
): SignedRotation[] {
  const listed = files.filter(({ kind }) => kind === "rotations").map(({ path }) => path);
  const rotations = readRotations(there.get(places.rotations) ?? new Uint8Array()) ?? [];
  let counted: SignedRotation[] = [];
  for (const path of listed) {
    const fault = path === places.rotations ? faultOf(rotations, keyId) : "no rotations stand there";
    if (fault !== null) report.wrong("rotation", path, fault);
    else counted = rotations;
  }
  return counted;
}

function faultOf(rotations: SignedRotation[], keyId: string): string | null {
  if (rotations.length === 0) return "it is no list of rotations, each signed by both of its keys";
  return isChain(rotations, keyId) ? null : "they do not lead, one after the other, over the manifest's key";
}

const isChain = (rotations: SignedRotation[], keyId: string) =>
  rotations.every(({ to }, index) => to.id === (rotations[index + 1]?.from ?? to).id) &&
  rotations.some(({ from, to }) => from.id === keyId || to.id === keyId);
