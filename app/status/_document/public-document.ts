import { hash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { type PublicStatus, readPublicStatus } from "#lib/queries/public-status.ts";
import { statusDocument } from "./status-document.ts";

/** Shared caches may keep it for seconds, and longer only while we are down. */
const cacheControl = "public, max-age=0, s-maxage=5, stale-while-revalidate=30, stale-if-error=86400";
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const forms = {
  "/status": { type: "text/html", body: statusDocument },
  "/status/status.json": { type: "application/json", body: (status: PublicStatus) => JSON.stringify(status) },
};
export type PublicPath = keyof typeof forms;
export const isPublicPath = (path: string): path is PublicPath => Object.hasOwn(forms, path);

/** The same bytes for everyone who asks. */
export type PublicDocument = {
  etag: string;
  body: Buffer;
  compressed: Buffer;
  headers: Record<string, string>;
};

const made = new Map<PublicPath, { from: PublicStatus; document: PublicDocument }>();

/** What the public reads at a path, made once for each state of affairs. */
export async function publicDocument(path: PublicPath): Promise<PublicDocument> {
  const status = await readPublicStatus();
  const known = made.get(path);
  if (known?.from === status) return known.document;
  const document = make(path, status);
  made.set(path, { from: status, document });
  return document;
}

function make(path: PublicPath, status: PublicStatus): PublicDocument {
  const body = Buffer.from(forms[path].body(status));
  const etag = `"${hash("sha256", body, "hex").slice(0, 32)}"`;
  const headers = {
    etag,
    "cache-control": cacheControl,
    "content-security-policy": policy,
    "content-type": `${forms[path].type}; charset=utf-8`,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    vary: "accept-encoding",
  };
  return { etag, body, compressed: gzipSync(body), headers };
}

/** Whether a reader says that it has these bytes already, compressed or not. */
export const isKnown = ({ etag }: PublicDocument, ifNoneMatch: string | null | undefined): boolean =>
  (ifNoneMatch ?? "")
    .split(/,\s*/)
    .map((tag) => tag.replace(/^W\//, ""))
    .includes(etag);
