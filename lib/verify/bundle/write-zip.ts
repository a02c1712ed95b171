import { joined } from "#lib/platform/bytes.ts";
import {
  type BundleFile,
  centralHeader,
  crc32,
  endOfDirectory,
  filePath,
  inOrder,
  limits,
  localHeader,
} from "./zip-layout.ts";

/** The one archive that these files make: sorted by path, stored as they are, with no time of its own. */
export function writeZip(files: readonly BundleFile[]): Uint8Array<ArrayBuffer> {
  const sorted = [...files].sort((left, right) => inOrder(left.path, right.path));
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  let offset = 0;
  for (const { path, bytes } of sorted) {
    if (!filePath.test(path)) throw new TypeError(`${path} cannot be the path of a bundle's file`);
    const written = { path, crc: crc32(bytes), size: bytes.length };
    const header = localHeader(written);
    locals.push(header, bytes);
    centrals.push(centralHeader(written, offset));
    offset += header.length + bytes.length;
  }
  const directory = centrals.reduce((sum, { length }) => sum + length, 0);
  const parts = [...locals, ...centrals, endOfDirectory(sorted.length, directory, offset)];
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  if (size > limits.archiveBytes || sorted.length > limits.files)
    throw new RangeError(`a bundle holds at most ${limits.files} files and ${limits.archiveBytes} bytes`);
  return joined(...parts);
}
