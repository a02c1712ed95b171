import { openAsBlob } from "node:fs";
import { type FileHandle, mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { AwsClient } from "aws4fetch";
import { AppError } from "#lib/platform/errors.ts";
import { newId } from "#lib/platform/ids.ts";
import { arrivals } from "./folder.ts";
import type { Place } from "./place.ts";

/** A bucket of an object store that speaks S3: its address with the bucket, and perhaps a folder, in the path. */
export type Bucket = { url: string; region: string; accessKeyId: string; secretAccessKey: string };

/** A hundred megabytes over a thin line; a transaction never waits for it, unless its file went meanwhile. */
const longestMs = 300_000;
// Of the digest of no bytes, which signs a request that carries none.
const ofNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

type Asked = { method: "GET" | "HEAD" | "PUT" | "DELETE"; sha256: string; body?: Blob };

/** Files lie in the bucket under their digest; a copy is on the machine's own disk only while it arrives or is read. */
export function inBucket({ url, region, accessKeyId, secretAccessKey }: Bucket): Place {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: 3 });
  const ask = async ({ method, sha256, body }: Asked): Promise<Response> => {
    const address = `${url.replace(/\/+$/, "")}/${sha256.slice(0, 2)}/${sha256}`;
    const headers = { "X-Amz-Content-Sha256": body === undefined ? ofNothing : sha256 };
    const rest = { headers, redirect: "error" as const, signal: AbortSignal.timeout(longestMs) };
    const answer = await client
      .fetch(address, { method, ...rest, ...(body === undefined ? {} : { body }) })
      .catch((cause: unknown) => {
        throw unavailable("does not answer", cause);
      });
    if (answer.ok || answer.status === 404) return answer;
    throw unavailable(`answered ${answer.status} to ${method}: ${await saidIn(answer)}`);
  };
  const isThere = async (sha256: string) => (await ask({ method: "HEAD", sha256 })).ok;
  const bring = async (path: string, sha256: string) => {
    const answer = await ask({ method: "PUT", sha256, body: await openAsBlob(path) });
    if (!answer.ok) throw unavailable("has no such bucket");
  };
  return {
    bring,
    // A redaction of the same bytes may have removed them since they were brought.
    keep: async (path, sha256) => ((await isThere(sha256)) ? undefined : bring(path, sha256)),
    open: async (sha256) => {
      const answer = await ask({ method: "GET", sha256 });
      return answer.ok ? copied(answer) : null;
    },
    isThere,
    remove: async (sha256) => void (await ask({ method: "DELETE", sha256 })),
  };
}

/** A copy without a name, which is gone once it is closed, also where the process is killed. */
async function copied(answer: Response): Promise<FileHandle> {
  await mkdir(arrivals(), { recursive: true, mode: 0o700 });
  const path = join(arrivals(), newId());
  const handle = await open(path, "wx+", 0o600);
  try {
    await rm(path);
    for await (const piece of answer.body ?? []) await handle.appendFile(piece);
    return handle;
  } catch (error) {
    await handle.close();
    throw unavailable("broke off", error);
  }
}

/** The code that a store gives in its XML, and nothing else of an answer that may hold anything. */
const saidIn = async (answer: Response): Promise<string> =>
  /<Code>(\w{1,60})<\/Code>/.exec((await answer.text()).slice(0, 4_000))?.[1] ?? "no reason given";

const unavailable = (detail: string, cause?: unknown): AppError =>
  new AppError(
    "unavailable",
    "The store of files does not take or give anything at the moment. Nothing was kept; try again.",
    { detail: `the object store ${detail}`, cause },
  );
