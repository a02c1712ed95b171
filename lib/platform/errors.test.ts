import { expect, it, vi } from "vitest";
import { AppError } from "./errors.ts";

it("an error of another copy of this module is known as ours", async () => {
  vi.resetModules();
  const other = await import("./errors.ts");
  expect(other.AppError).not.toBe(AppError);
  expect(new other.AppError("unavailable", "Away.")).toBeInstanceOf(AppError);
  expect(new Error("not ours")).not.toBeInstanceOf(AppError);
  expect(null).not.toBeInstanceOf(AppError);
});
