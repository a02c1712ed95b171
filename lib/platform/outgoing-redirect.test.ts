import { describe, expect, it } from "vitest";
import { judgeRedirect, parseTarget } from "./outgoing-redirect.ts";

const from = new URL("https://shop.example/a/b?c");

describe("a redirect", () => {
  it.each([
    ["/end", "https://shop.example/end", true],
    ["end", "https://shop.example/a/end", true],
    ["https://shop.example:443/end", "https://shop.example/end", true],
    ["//other.example/end", "https://other.example/end", false],
    ["https://shop.example:8443/", "https://shop.example:8443/", false],
  ])("to %s leads to %s; headers go along: %s", (location, href, keepsHeaders) => {
    const redirect = judgeRedirect(from, location);
    expect(redirect).toMatchObject({ ok: true, keepsHeaders });
    expect(redirect.ok && redirect.target.href).toBe(href);
  });

  it.each([
    "http://shop.example/",
    "http://[",
    "file:///etc/passwd",
    "javascript:0",
    "https://user:key@shop.example/",
  ])("to %s is not followed", (location) => {
    expect(judgeRedirect(from, location)).toMatchObject({ ok: false });
  });

  it("to https from http is followed", () => {
    expect(judgeRedirect(new URL("http://shop.example/"), "https://shop.example/")).toMatchObject({
      ok: true,
    });
  });
});

describe("an address that may be asked", () => {
  it("is http or https and names a host alone", () => {
    expect(parseTarget("https://shop.example/")?.host).toBe("shop.example");
    expect(parseTarget("ftp://shop.example/")).toBeNull();
    expect(parseTarget("https://user@shop.example/")).toBeNull();
    expect(parseTarget("shop.example")).toBeNull();
  });
});
