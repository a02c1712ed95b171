import { expect, it } from "vitest";

process.env.HOLDPOINT_URL = "https://console.example.com:8443";
const { authCookies } = await import("./cookies.ts");

it("behind https every cookie is bound to this host, sent only over https, and unreadable to scripts", () => {
  for (const { name, options } of Object.values(authCookies())) {
    expect(name).toMatch(/^__Host-holdpoint-8443\./);
    expect(options).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
  }
});
