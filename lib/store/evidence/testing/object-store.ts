import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

const keys = { accessKeyId: "AKIDTESTS", secretAccessKey: "a secret of the tests" };
const region = "eu-central-1";

export type ObjectStore = {
  settings: Record<string, string>;
  objects: Map<string, Buffer>;
  /** What it answers instead of doing what it was asked; null takes it back. */
  fail: (answer: { status: number; code: string } | null) => void;
  close: () => void;
};

/**
 * A store that takes what AWS's Signature Version 4 signs and nothing else: right key, right digest of the body, a length
 * announced. A bucket "evidence" is there.
 */
export async function openObjectStore(): Promise<ObjectStore> {
  const objects = new Map<string, Buffer>();
  let failing: { status: number; code: string } | null = null;
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const refusal = failing ?? whyRefused(request, body);
      const answer = refusal === null ? act(objects, request, body) : refusal;
      const isObject = Buffer.isBuffer(answer);
      response.writeHead(isObject ? 200 : answer.status);
      response.end(isObject ? answer : `<Error><Code>${answer.code}</Code></Error>`);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    objects,
    settings: {
      HOLDPOINT_S3_URL: `http://127.0.0.1:${port}/evidence/console`,
      HOLDPOINT_S3_REGION: region,
      HOLDPOINT_S3_ACCESS_KEY_ID: keys.accessKeyId,
      HOLDPOINT_S3_SECRET_ACCESS_KEY: keys.secretAccessKey,
    },
    fail: (answer) => {
      failing = answer;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function act(objects: Map<string, Buffer>, { method, url = "" }: IncomingMessage, body: Buffer) {
  if (!url.startsWith("/evidence/")) return { status: 404, code: "NoSuchBucket" };
  switch (method) {
    case "PUT":
      objects.set(url, body);
      return Buffer.alloc(0);
    case "DELETE":
      objects.delete(url);
      return { status: 204, code: "" };
    default:
      return objects.get(url) ?? { status: 404, code: "NoSuchKey" };
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();

/** As the API reference of S3 has it under "Signature Version 4, authorization header". */
function whyRefused(request: IncomingMessage, body: Buffer): { status: number; code: string } | null {
  const header = (name: string) => String(request.headers[name] ?? "");
  if (request.method === "PUT" && header("content-length") === "")
    return { status: 411, code: "MissingContentLength" };
  const parts = /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
    header("authorization"),
  );
  const [, credential = "", names = "", signature = ""] = parts ?? [];
  const [keyId = "", ...scope] = credential.split("/");
  if (keyId !== keys.accessKeyId) return { status: 403, code: "InvalidAccessKeyId" };
  if (header("x-amz-content-sha256") !== sha256(body))
    return { status: 400, code: "XAmzContentSHA256Mismatch" };
  const signed = names.split(";");
  for (const name of ["host", "x-amz-content-sha256", "x-amz-date"])
    if (!signed.includes(name)) return { status: 403, code: "AccessDenied" };
  const canonical = [
    request.method,
    request.url,
    "",
    ...signed.map((name) => `${name}:${header(name)}`),
    "",
    names,
    header("x-amz-content-sha256"),
  ].join("\n");
  const [day = ""] = scope;
  if (scope.join("/") !== `${day}/${region}/s3/aws4_request`)
    return { status: 400, code: "AuthorizationHeaderMalformed" };
  const text = ["AWS4-HMAC-SHA256", header("x-amz-date"), scope.join("/"), sha256(canonical)].join("\n");
  const key = [day, region, "s3", "aws4_request"].reduce<Buffer>(
    (made, part) => hmac(made, part),
    Buffer.from(`AWS4${keys.secretAccessKey}`),
  );
  return hmac(key, text).toString("hex") === signature
    ? null
    : { status: 403, code: "SignatureDoesNotMatch" };
}
