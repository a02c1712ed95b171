import { describe, expect, it } from "vitest";
import { safeReturnPath } from "./return-path.ts";

describe("where sign-in leads back to", () => {
  it.each(["/", "/incidents/INC-2026-0001", "/incidents/INC-2026-0001?tab=decision#poll"])(
    "a path of this console is kept: %s",
    (path) => expect(safeReturnPath(path)).toBe(path),
  );

  it.each([
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "incidents",
    "",
    null,
    undefined,
    "/sign-in?return=/",
    "/api/auth/session",
    "/invitation/abc",
    "/.//evil.example",
  ])("anything else leads to the board: %j", (wished) => {
    const path = safeReturnPath(wished);
    expect(new URL(path, "https://console.example").host).toBe("console.example");
    expect(path).toBe("/");
  });
});
