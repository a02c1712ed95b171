import { isSameBytes } from "#lib/platform/bytes.ts";
import {
  type BundleFile,
  centralHeader,
  crc32,
  endOfDirectory,
  filePath,
  inOrder,
  limits,
  localHeader,
  signatures,
  sizes,
} from "./zip-layout.ts";

/** Why an archive is not read at all; nothing of it is looked at then. */
export class Unreadable extends Error {}

const refuse = (reason: string): never => {
  throw new Unreadable(reason);
};

type Archive = { bytes: Uint8Array; view: DataView };
type Line = { path: string; crc: number; size: number; offset: number; length: number };

/**
 * Reads an archive of the one form that `writeZip` makes and refuses every other: each byte of it is accounted for, so
 * none can hide anything. Files are stored, never compressed: what it takes is bounded by the archive's own length.
 */
export function readZip(bytes: Uint8Array): BundleFile[] {
  if (bytes.length > limits.archiveBytes) refuse(`it is larger than ${limits.archiveBytes} bytes`);
  if (bytes.length < sizes.end) refuse("it is no zip archive, or its end is missing");
  const archive = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
  const { count, directory } = endOf(archive);
  const files: BundleFile[] = [];
  let at = directory;
  let expected = 0;
  let before = "";
  for (let index = 0; index < count; index += 1) {
    const line = lineAt(archive, at);
    if (line.path === before) refuse(`${line.path} is there twice`);
    if (inOrder(before, line.path) > 0) refuse(`${line.path} is not in the order of the paths`);
    if (line.offset !== expected) refuse(`${line.path} does not begin where the file before it ends`);
    files.push(fileOf(archive, line, directory));
    before = line.path;
    expected = line.offset + sizes.local + line.path.length + line.size;
    at += line.length;
  }
  if (expected !== directory) refuse("it holds bytes that belong to no file");
  if (at !== bytes.length - sizes.end) refuse("its directory does not end where the archive does");
  return files;
}

function endOf({ bytes, view }: Archive): { count: number; directory: number } {
  const at = bytes.length - sizes.end;
  if (view.getUint32(at, true) !== signatures.end) refuse("it is no zip archive, or its end is missing");
  const [count, size, directory] = [
    view.getUint16(at + 10, true),
    view.getUint32(at + 12, true),
    view.getUint32(at + 16, true),
  ];
  if (count > limits.files) refuse(`it holds more than ${limits.files} files`);
  if (!isSameBytes(bytes.subarray(at), endOfDirectory(count, size, directory)))
    refuse("its end is not written as a bundle's is");
  if (directory + size !== at) refuse("its directory is not where its end says");
  return { count, directory };
}

function lineAt({ bytes, view }: Archive, at: number): Line {
  if (at + sizes.central > bytes.length - sizes.end || view.getUint32(at, true) !== signatures.central)
    refuse("its directory is cut or damaged");
  const nameLength = view.getUint16(at + 28, true);
  const length = sizes.central + nameLength;
  if (at + length > bytes.length - sizes.end) refuse("its directory is cut or damaged");
  const path = nameIn(bytes.subarray(at + sizes.central, at + length));
  const line = {
    path,
    crc: view.getUint32(at + 16, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
    length,
  };
  refuseByName(view, at, line);
  if (!isSameBytes(bytes.subarray(at, at + length), centralHeader(line, line.offset)))
    refuse(`${path} has a line in the directory that is not written as a bundle's is`);
  return line;
}

function nameIn(bytes: Uint8Array): string {
  const path = String.fromCharCode(...bytes.subarray(0, 200));
  return bytes.length <= 200 && filePath.test(path)
    ? path
    : refuse(`${JSON.stringify(path)} is no path that a file of a bundle may have`);
}

/** What other programs write and a bundle never does, each with its own sentence. */
function refuseByName(view: DataView, at: number, { path, size }: Line): void {
  if ((view.getUint16(at + 8, true) & 1) !== 0) refuse(`${path} is encrypted`);
  if (view.getUint16(at + 10, true) !== 0)
    refuse(`${path} is compressed: a bundle's files are stored as they are, and nothing is unpacked`);
  if (view.getUint32(at + 20, true) !== size) refuse(`${path} has two sizes`);
  if (view.getUint32(at + 38, true) !== 0) refuse(`${path} is a link, or something else than a plain file`);
}

function fileOf({ bytes }: Archive, line: Line, directory: number): BundleFile {
  const { path, size, offset } = line;
  const begin = offset + sizes.local + path.length;
  if (begin + size > directory) refuse(`${path} is cut`);
  if (!isSameBytes(bytes.subarray(offset, begin), localHeader(line)))
    refuse(`${path} has a header that does not say what the directory says`);
  const content = bytes.subarray(begin, begin + size);
  if (crc32(content) !== line.crc) refuse(`${path} is damaged: its checksum is another`);
  return { path, bytes: content };
}
