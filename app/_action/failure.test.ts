import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "#lib/platform/errors.ts";

process.env.HOLDPOINT_LOG_LEVEL = "silent";
const { failureOf, invalidInput } = await import("./failure.ts");

const canary = "canary-4711";

describe("what leaves the server when an action fails", () => {
  it("is one plain sentence and a reference for an error that nobody foresaw", () => {
    const failed = failureOf("test", new Error(`password ${canary} in a message`));
    expect(failed.error?.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(failed)).not.toContain(canary);
  });

  it("is the public sentence of a known error, never its detail or cause", () => {
    const options = { detail: canary, cause: new Error(canary) };
    const failed = failureOf("test", new AppError("unavailable", "The database cannot be reached.", options));
    expect(failed.error?.message).toBe("The database cannot be reached.");
    expect(JSON.stringify(failed)).not.toContain(canary);
  });

  it("is a refusal where the person can do something about it", () => {
    const refusals = (["not-found", "invalid-input", "forbidden", "unauthenticated"] as const).map(
      (code) => failureOf("test", new AppError(code, "No.")).refusal?.code,
    );
    expect(refusals).toEqual(["invalid", "invalid", "unauthorised", "unauthorised"]);
  });

  it("names the wrong field and what was expected, and does not repeat what was typed", () => {
    const read = z
      .object({ code: z.string().regex(/^\d{6}$/, "expected six digits") })
      .safeParse({ code: canary });
    const failed = invalidInput(read.error?.issues ?? []);
    expect(failed.refusal).toMatchObject({
      code: "invalid",
      blockers: [{ rule: null, field: "code", message: "expected six digits" }],
    });
    expect(JSON.stringify(failed)).not.toContain(canary);
  });
});
