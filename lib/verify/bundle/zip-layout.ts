/** A file of a bundle: its path inside the archive and its bytes. */
export type BundleFile = { path: string; bytes: Uint8Array };

export const limits = { archiveBytes: 256 * 1024 * 1024, files: 2_000 } as const;

/** One folder at most, and never a part that begins with a dot: so no path leaves the place it is unpacked to. */
export const filePath =
  /^(?:[a-z][a-z0-9-]{0,39}\/)?[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\.[A-Za-z0-9]{1,20}){0,3}$/;

export const sizes = { local: 30, central: 46, end: 22 } as const;
export const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const;

const version = 20;
// 1 January 1980, the first day that the format can say: a time of its own would make two equal bundles differ.
const date = 0x0021;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}

type Written = { path: string; crc: number; size: number };

/** The fields that both headers of a file have, from the version on. */
function common(view: DataView, at: number, { path, crc, size }: Written): void {
  view.setUint16(at, version, true);
  view.setUint16(at + 8, date, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, size, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, path.length, true);
}

function withName(length: number, path: string): { bytes: Uint8Array; view: DataView } {
  const bytes = new Uint8Array(length + path.length);
  bytes.set(new TextEncoder().encode(path), length);
  return { bytes, view: new DataView(bytes.buffer) };
}

/** What stands before a file's bytes: stored, not encrypted, no extra field. */
export function localHeader(file: Written): Uint8Array {
  const { bytes, view } = withName(sizes.local, file.path);
  view.setUint32(0, signatures.local, true);
  common(view, 4, file);
  return bytes;
}

/** A file's line in the directory: a plain file, with no attributes and no comment. */
export function centralHeader(file: Written, offset: number): Uint8Array {
  const { bytes, view } = withName(sizes.central, file.path);
  view.setUint32(0, signatures.central, true);
  view.setUint16(4, version, true);
  common(view, 6, file);
  view.setUint32(42, offset, true);
  return bytes;
}

export function endOfDirectory(files: number, size: number, offset: number): Uint8Array {
  const bytes = new Uint8Array(sizes.end);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signatures.end, true);
  view.setUint16(8, files, true);
  view.setUint16(10, files, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return bytes;
}

export const inOrder = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
