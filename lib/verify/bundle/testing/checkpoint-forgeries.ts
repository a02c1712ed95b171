import { canonicalJson } from "#lib/platform/canonical.ts";
import { digestOf, sha256 } from "#lib/platform/digest.ts";
import { type Loosened, rewritten, sealedBy } from "./forge.ts";
import { attested, entries, facts, object, statement, typed, type Variant, without } from "./forgeries.ts";

type Facts = Record<string, unknown>;

/** The record that an entry sealed says another thing, and its digest is its own. */
export const record = (nth: number, change: (record: Facts) => Facts): Variant["make"] =>
  facts("CheckpointSealed", nth, (given) => {
    const written = JSON.parse(String(given.record)) as Facts;
    const other = { ...written, ...change(written) };
    return { record: canonicalJson(other), recordDigest: digestOf(other) };
  });

export const baselineOf = (packet: unknown) => ({
  ...object(packet),
  baseline: (object(packet).baseline as Facts[]).map((one) => ({
    ...one,
    locked: "another",
    seen: "another",
  })),
});

/** The last verdict says another packet, with its digests. */
export const otherPacket = statement(({ packet }) => {
  const other = baselineOf(packet);
  return { packet: other, packetDigest: digestOf(other) };
});

/** A GO of the last two verdicts with one side attested by the server alone, and sealed as if that were enough. */
export const withoutPasskey = entries((list) => {
  const signed = typed(list, "VerdictSigned").at(-1);
  const sealed = typed(list, "CheckpointSealed").at(1);
  if (signed === undefined || sealed === undefined) return list;
  signed.facts.proof = attested;
  const written = JSON.parse(String(sealed.facts.record)) as Facts & { verdicts: Facts[] };
  const verdicts = written.verdicts.map((one) =>
    one.statementDigest === signed.facts.statementDigest ? { ...one, proof: attested } : one,
  );
  const other = { ...written, verdicts };
  Object.assign(sealed.facts, { record: canonicalJson(other), recordDigest: digestOf(other) });
  return list;
});

/** Both sides of the cutover were signed by the one who signed first. */
export const onePerson = entries((list) => {
  const [first, second] = typed(list, "VerdictSigned").slice(-2);
  if (first !== undefined && second !== undefined) {
    second.facts.person = first.facts.person;
    second.header = { ...second.header, actor: first.header.actor };
  }
  return list;
});

/** The change that voided a signature is not told, and the signature that was given anew is not there. */
export const outdatedCounted = entries((list) => {
  const last = typed(list, "VerdictSigned").at(-1);
  return without("VerdictsVoided", 0)(list).filter((entry) => entry !== last);
});

/** What somebody wrote with the last act of a type. */
export const written = (type: string, text: Facts) =>
  entries((list) => {
    const entry = typed(list, type).at(-1);
    if (entry !== undefined) entry.text = { ...entry.text, ...text };
    return list;
  });

export const closedEarly = entries((list) => {
  const closing = typed(list, "CheckpointClosed").at(-1);
  const rest = list.filter((entry) => entry !== closing);
  return closing === undefined ? list : rest.toSpliced(-4, 0, closing);
});

/** A protocol that asks for no passkeys, pinned by the log as if it had been so. */
export const laxProtocol: Variant["make"] = (source, key) => {
  const pack = JSON.parse(canonicalJson(source.pack).replace('"passkeys":true', '"passkeys":false')) as Facts;
  const hash = sha256(canonicalJson(pack));
  const other = rewritten({ ...source, pack }, (list) => {
    for (const { facts: given } of typed(list, "CheckpointOpened"))
      given.pack = { ...object(given.pack), hash };
    return list;
  });
  return sealedBy(other, key);
};

export const failed = entries((list: Loosened[]) => {
  const report = typed(list, "CriterionReported").find(({ facts: given }) => given.criterion === "manifest");
  if (report !== undefined) report.facts.passed = false;
  return list;
});
