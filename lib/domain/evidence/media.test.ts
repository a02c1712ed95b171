import { expect, it } from "vitest";
import { mediaTaken } from "./media.ts";

it("a listed type is kept as it is named, without its parameters; any other counts as bytes or is not taken", () => {
  const list = ["application/pdf", "text/plain", "application/octet-stream"];
  expect(mediaTaken("Text/Plain; charset=utf-8", list)).toBe("text/plain");
  for (const other of ["text/html", "image/svg+xml", "", "nonsense"]) {
    expect(mediaTaken(other, list)).toBe("application/octet-stream");
    expect(mediaTaken(other, list.slice(0, 2))).toBeNull();
  }
});
