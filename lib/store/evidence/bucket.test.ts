import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { parseSettings } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { type Bucket, inBucket } from "./bucket.ts";
import { type ObjectStore, openObjectStore } from "./testing/object-store.ts";

const folder = mkdtempSync(join(tmpdir(), "holdpoint bucket "));
process.env.HOLDPOINT_EVIDENCE_DIR = folder;
let store: ObjectStore;

beforeAll(async () => {
  store = await openObjectStore();
});
afterEach(() => store.fail(null));
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const bucket = (change: Partial<Bucket> = {}): Bucket => {
  const given = parseSettings(store.settings).evidence.bucket;
  if (given === undefined) throw new Error("no bucket");
  return { ...given, ...change };
};

function arrived(bytes: Buffer) {
  const path = join(folder, "arrived");
  writeFileSync(path, bytes);
  return { path, sha256: createHash("sha256").update(bytes).digest("hex") };
}
const broken = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof AppError ? { code: error.code, detail: error.detail } : error),
  );

it("a file lies in the bucket under its digest, and comes back byte for byte", async () => {
  const bytes = randomBytes(3_000_000);
  const { path, sha256 } = arrived(bytes);
  const place = inBucket(bucket());
  expect(await place.isThere(sha256)).toBe(false);
  expect(await place.open(sha256)).toBeNull();
  await place.bring(path, sha256);
  expect([...store.objects.keys()]).toEqual([`/evidence/console/${sha256.slice(0, 2)}/${sha256}`]);
  const handle = await place.open(sha256);
  const back = Buffer.alloc(bytes.length);
  await handle?.read(back, 0, back.length, 0);
  expect((await handle?.stat())?.size).toBe(bytes.length);
  expect(back.equals(bytes)).toBe(true);
  expect(readdirSync(join(folder, "arriving"))).toEqual([]);
  await handle?.close();
  await place.remove(sha256);
  expect(await place.isThere(sha256)).toBe(false);
});

it("what was removed after it was brought is brought again while it is recorded", async () => {
  const { path, sha256 } = arrived(Buffer.from("313 passed"));
  const place = inBucket(bucket());
  await place.bring(path, sha256);
  await place.remove(sha256);
  await place.keep(path, sha256);
  expect(await place.isThere(sha256)).toBe(true);
});

it("a store that refuses is unavailable, never empty, and its reason is for the log", async () => {
  const { path, sha256 } = arrived(Buffer.from("one"));
  const wrong = inBucket(bucket({ secretAccessKey: "another secret" }));
  const refusal = { code: "unavailable", detail: expect.stringContaining("SignatureDoesNotMatch") };
  expect(await broken(wrong.bring(path, sha256))).toEqual(refusal);
  expect(await broken(wrong.open(sha256))).toEqual(refusal);
  const nowhere = inBucket(bucket({ url: bucket().url.replace("/evidence/", "/other/") }));
  expect(await broken(nowhere.bring(path, sha256))).toMatchObject({
    detail: "the object store has no such bucket",
  });
  store.fail({ status: 403, code: "AccessDenied" });
  expect(await broken(inBucket(bucket()).isThere(sha256))).toMatchObject({ code: "unavailable" });
});

it("a store that is away is unavailable", async () => {
  const { path, sha256 } = arrived(Buffer.from("two"));
  const away = inBucket(bucket({ url: "http://127.0.0.1:9/evidence" }));
  expect(await broken(away.bring(path, sha256))).toEqual({
    code: "unavailable",
    detail: "the object store does not answer",
  });
});

it("an address without its keys is refused with the settings that are missing", () => {
  const { HOLDPOINT_S3_SECRET_ACCESS_KEY: _, ...without } = store.settings;
  expect(() => parseSettings(without)).toThrow(/needs .*HOLDPOINT_S3_SECRET_ACCESS_KEY/);
  expect(() => parseSettings({ ...store.settings, HOLDPOINT_S3_URL: "s3://bucket" })).toThrow(
    /HOLDPOINT_S3_URL/,
  );
});
