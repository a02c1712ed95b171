import type { Packet, Proof } from "#lib/domain/incident/events/decision.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import type { ActOf } from "./acts.ts";
import type { PackPart } from "./shapes.ts";

export type Signer = ActOf<"SignerEnrolled">;
export type OpenDecision = {
  id: string;
  gate: string;
  packet: Packet;
  packetDigest: string;
  /** By party, those that stand: a change of the packet voids what was given before. */
  verdicts: Map<string, ActOf<"VerdictSigned">>;
  /** Verdicts that a change of the packet voided. */
  voided: ActOf<"VerdictSigned">[];
  sealed: ActOf<"DecisionSealed"> | null;
};

/** What the log has said up to an entry. */
export type History = {
  stream: string;
  packHash: string;
  pack: PackPart;
  hashes: readonly string[];
  parties: Map<string, string | null>;
  signers: Map<string, Signer>;
  /** Each public key that was enrolled, as PEM. */
  keys: Set<string>;
  decisions: Map<string, OpenDecision>;
  /** By entry, the namings that nobody has taken back. */
  deputies: Map<number, ActOf<"DeputyNamed">>;
  /** How each signature was made, in the order of the log. */
  proofs: Proof["method"][];
};

type Gate = PackPart["gates"][string];

export const gateOf = ({ pack }: Pick<History, "pack">, name: string): Gate | undefined =>
  Object.hasOwn(pack.gates, name) ? pack.gates[name] : undefined;

/** Whether this is the protocol that the log pins, by its hash and by its name and version too. */
export const isPinned = (
  { pack, packHash }: { pack: Pick<PackPart, "id" | "version">; packHash: string },
  { id, version, hash }: Packet["pack"],
): boolean => hash === packHash && id === pack.id && version === pack.version;

export const isSame = (left: unknown, right: unknown): boolean =>
  canonicalJson(left) === canonicalJson(right);
