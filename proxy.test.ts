import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";

process.env.HOLDPOINT_URL = "https://console.example.com";
const { config, proxy } = await import("./proxy.ts");

const asked = (path: string, headers: Record<string, string> = {}) =>
  proxy(new NextRequest(`https://console.example.com${path}`, { headers }));
const policyOf = (response: Response) => response.headers.get("content-security-policy") ?? "";
const isMatched = (path: string) => new RegExp(`^${config.matcher[0]}$`).test(path);

describe("a page's headers", () => {
  it("hold a nonce that is new each time and is what the page is rendered with", () => {
    const [first, second] = [asked("/"), asked("/")].map(policyOf);
    expect(first).not.toBe(second);
    const response = asked("/");
    expect(response.headers.get("x-middleware-request-content-security-policy")).toBe(policyOf(response));
  });

  it("allow no script without the nonce, no frame and no other origin", () => {
    const policy = policyOf(asked("/"));
    expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/]{24}' 'strict-dynamic';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("http:");
  });

  it("ask for https for a year where the console is served over https", () => {
    expect(asked("/").headers.get("strict-transport-security")).toBe("max-age=31536000");
  });

  it("tell the page its own path, whatever the client claims", () => {
    const response = asked("/incidents/1?tab=poll", { "x-holdpoint-path": "//evil.example" });
    expect(response.headers.get("x-middleware-request-x-holdpoint-path")).toBe("/incidents/1?tab=poll");
  });
});

describe("the proxy", () => {
  it.each(["/", "/sign-in", "/status/x", "/statuses", "/incidents/api/1"])("guards %s", (path) =>
    expect(isMatched(path)).toBe(true),
  );
  it.each([
    "/api/stream/INC-1",
    "/api/v1/evidence",
    "/_next/static/a.js",
    "/status",
    "/status.css",
    "/icon.svg",
  ])("stays out of the way of %s", (path) => expect(isMatched(path)).toBe(false));
});
