import type { AdmittedBy } from "./events.ts";

/** By what a key signs for a party. */
type Admission = { party: string; seq: number; by: AdmittedBy };
/** A key as the passkeys' log enrolled it. */
export type EnrolledKey = {
  credentialId: string;
  person: string;
  publicKeyCose: string;
  algorithm: number;
  seq: number;
  entryHash: string;
  /** For which parties it signs, and by what. */
  admitted: readonly Admission[];
  /** The entry that revoked it. */
  revokedSeq: number | null;
};
export type Register = readonly EnrolledKey[];
