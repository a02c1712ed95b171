import fc from "fast-check";
import { expect, it } from "vitest";
import { readZip, Unreadable } from "./read-zip.ts";
import { writeZip } from "./write-zip.ts";
import { type BundleFile, centralHeader, crc32, endOfDirectory, localHeader } from "./zip-layout.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const files: BundleFile[] = [
  { path: "log/entries.ndjson", bytes: bytesOf('{"seq":1}\n') },
  { path: "bundle.json", bytes: bytesOf("{}") },
  { path: "empty.txt", bytes: new Uint8Array() },
];
const archive = writeZip(files);

function reasonFor(bytes: Uint8Array): string {
  try {
    readZip(bytes);
    return "it was read";
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
}

/** An archive of one file that no check of names or order has seen. */
function handMade(paths: string[], content = "x"): Uint8Array {
  const bytes = bytesOf(content);
  let offset = 0;
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  for (const path of paths) {
    const written = { path, crc: crc32(bytes), size: bytes.length };
    locals.push(localHeader(written), bytes);
    centrals.push(centralHeader(written, offset));
    offset += 30 + path.length + bytes.length;
  }
  const size = centrals.reduce((sum, { length }) => sum + length, 0);
  return Buffer.concat([...locals, ...centrals, endOfDirectory(paths.length, size, offset)]);
}

function changed(change: (view: DataView, central: number) => void): Uint8Array {
  const bytes = handMade(["a.txt"]);
  change(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 30 + 5 + 1);
  return bytes;
}

it("what was written is read again, sorted, and the same files make the same bytes", () => {
  const read = readZip(archive).map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]);
  expect(read).toEqual([
    ["bundle.json", "{}"],
    ["empty.txt", ""],
    ["log/entries.ndjson", '{"seq":1}\n'],
  ]);
  expect(writeZip([...files].reverse())).toEqual(archive);
});

it("any one flipped bit of an archive is refused", () => {
  for (let at = 0; at < archive.length; at += 1) {
    for (const bit of [1, 128]) {
      const altered = Uint8Array.from(archive);
      altered[at] = (altered[at] ?? 0) ^ bit;
      expect(reasonFor(altered), `byte ${at}`).not.toBe("it was read");
    }
  }
});

it("an archive that is cut anywhere, or has anything before or after it, is refused", () => {
  for (let length = 0; length < archive.length; length += 1)
    expect(reasonFor(archive.subarray(0, length))).not.toBe("it was read");
  expect(reasonFor(Buffer.concat([archive, Buffer.from("x")]))).not.toBe("it was read");
  expect(reasonFor(Buffer.concat([Buffer.from("x"), archive]))).not.toBe("it was read");
});

it.each([
  "../out.txt",
  "/etc/passwd",
  "a/b/c.txt",
  "a/../b.txt",
  "a\\b.txt",
  "C:x.txt",
  ".hidden",
  "a/",
  "",
  "a b.txt",
])("a file that calls itself %j is refused", (path) => {
  expect(reasonFor(handMade([path]))).toMatch(/no path that a file of a bundle may have|damaged|cut/);
  expect(() => writeZip([{ path, bytes: new Uint8Array() }])).toThrow("cannot be the path");
});

it("a name that is there twice, or out of order, is refused", () => {
  expect(reasonFor(handMade(["a.txt", "a.txt"]))).toBe("a.txt is there twice");
  expect(reasonFor(handMade(["b.txt", "a.txt"]))).toBe("a.txt is not in the order of the paths");
});

it("what is encrypted, compressed or a link is refused by that name", () => {
  expect(reasonFor(changed((view, at) => view.setUint16(at + 8, 1, true)))).toBe("a.txt is encrypted");
  expect(reasonFor(changed((view, at) => view.setUint16(at + 10, 8, true)))).toContain("a.txt is compressed");
  expect(reasonFor(changed((view, at) => view.setUint16(at + 10, 93, true)))).toContain(
    "a.txt is compressed",
  );
  const link = (view: DataView, at: number) => view.setUint32(at + 38, 0o120777 * 0x10000, true);
  expect(reasonFor(changed(link))).toContain("a.txt is a link");
});

it("a size that the archive does not have, too many files, and too many bytes are refused before they are read", () => {
  const huge = changed((view, at) => {
    view.setUint32(at + 20, 0xfffffff0, true);
    view.setUint32(at + 24, 0xfffffff0, true);
  });
  expect(reasonFor(huge)).toBe("a.txt is cut");
  const names = Array.from({ length: 2_001 }, (_, index) => `${String(index).padStart(5, "0")}.txt`);
  expect(reasonFor(handMade(names))).toBe("it holds more than 2000 files");
  expect(reasonFor({ length: 256 * 1024 * 1024 + 1 } as Uint8Array)).toContain("it is larger than");
});

it("an archive without files that holds bytes all the same is refused", () => {
  const hidden = Buffer.concat([Buffer.from("hidden"), endOfDirectory(0, 0, 6)]);
  expect(reasonFor(hidden)).toBe("it holds bytes that belong to no file");
});

it("no bytes whatever are read as an archive, and none take more than a moment", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4_000 }), (noise) => {
      expect(reasonFor(noise)).not.toBe("it was read");
      expect(reasonFor(Buffer.concat([noise, archive.subarray(archive.length - 22)]))).not.toBe(
        "it was read",
      );
    }),
    { numRuns: 2_000, seed: 11 },
  );
});
