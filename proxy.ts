import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { settings } from "#lib/platform/env.ts";

// React's development build evaluates text to show server stacks, and Next's overlay writes styles without a nonce.
const isDevelopment = process.env.NODE_ENV === "development";

/** Where somebody checks a file that they would show to nobody: no answer of this page may ask for anything afterwards. */
const asksNothing = "/verify";

function contentSecurityPolicy(nonce: string, pathname: string): string {
  const isAlone = pathname === asksNothing && !isDevelopment;
  const scripts = `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`;
  const styles = `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`;
  return [
    "default-src 'self'",
    scripts,
    styles,
    "style-src-attr 'unsafe-inline'",
    `connect-src ${isAlone ? "'none'" : "'self'"}`,
    "worker-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action ${isAlone ? "'none'" : "'self'"}`,
    "frame-ancestors 'none'",
  ].join("; ");
}

const permissions =
  "publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), microphone=(), geolocation=(), payment=(), usb=()";

function secure(headers: Headers, policy: string): void {
  headers.set("Content-Security-Policy", policy);
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "same-origin");
  headers.set("Permissions-Policy", permissions);
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  if (settings().url.startsWith("https:")) {
    headers.set("Strict-Transport-Security", "max-age=31536000");
  }
}

export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const nonce = randomBytes(18).toString("base64");
  const policy = contentSecurityPolicy(nonce, pathname);
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  headers.set("x-nonce", nonce);
  headers.set("x-holdpoint-path", pathname + search);
  const response = NextResponse.next({ request: { headers } });
  secure(response.headers, policy);
  return response;
}

// Routes below /api stay outside: a body that passes a proxy is cut at 10 MB and still answered with 200, and a stream
// needs no page policy. The public status is a cached document with a policy of its own, which holds no nonce.
export const config = {
  matcher: [
    "/((?!api/|_next/static/|_next/image|favicon\\.ico$|icon\\.svg$|robots\\.txt$|status$|status/status\\.json$|status\\.(?:css|js)$).*)",
  ],
};
