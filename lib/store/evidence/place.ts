import type { FileHandle } from "node:fs/promises";

/** Where files lie under their digest: a folder, or the bucket of an object store. */
export type Place = {
  /** Brings a file that arrived whole to where it will be kept: before the transaction, because it may take long. */
  bring: (path: string, sha256: string) => Promise<void>;
  /** Makes it lie under its digest, while the transaction that records it is open. */
  keep: (path: string, sha256: string) => Promise<void>;
  /** What lies under a digest, be it its own bytes or not; null where nothing does. */
  open: (sha256: string) => Promise<FileHandle | null>;
  isThere: (sha256: string) => Promise<boolean>;
  remove: (sha256: string) => Promise<void>;
};
