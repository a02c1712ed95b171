import { hash } from "node:crypto";

/** Shared caches may keep it for seconds, and longer only while we are down. */
const cacheControl = "public, max-age=0, s-maxage=5, stale-while-revalidate=30, stale-if-error=86400";
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A public document with its tag; 304 where the reader has it already. */
export function publicAnswer(request: Request, body: string, type: string): Response {
  const etag = `"${hash("sha256", body, "hex").slice(0, 32)}"`;
  const headers = {
    etag,
    "cache-control": cacheControl,
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
  };
  const known = (request.headers.get("if-none-match") ?? "")
    .split(/,\s*/)
    .map((tag) => tag.replace(/^W\//, ""));
  if (known.includes(etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, "content-type": `${type}; charset=utf-8` } });
}
