import { randomUUID } from "node:crypto";
import { expect, it, vi } from "vitest";
import { z } from "zod";
import { accept } from "#lib/domain/refusal.ts";
import { settings } from "#lib/platform/env.ts";

// Outside Next there is no request to read.
vi.mock("next/headers", () => ({
  headers: async () => new Headers({ origin: settings().url }),
  cookies: async () => ({ get: () => undefined }),
}));
const { defineAction } = await import("./define-action.ts");

it("half a character in a form is refused by its field, before anything runs", async () => {
  const run = vi.fn(async () => accept(null));
  const action = defineAction({ name: "try", openTo: "anyone", input: z.object({ label: z.string() }), run });
  const send = (label: string) => action({ idempotencyKey: randomUUID(), input: { label } });
  expect(await send("key \ud83d")).toMatchObject({
    ok: false,
    refusal: {
      code: "invalid",
      blockers: [{ field: "label", message: expect.stringContaining("whole characters") }],
    },
  });
  expect(run).not.toHaveBeenCalled();
  expect(await send("key 🛑")).toEqual(accept(null));
});
