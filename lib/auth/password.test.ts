import { expect, it } from "vitest";
import { comparedWith, hashPassword, verifyPassword } from "./password.ts";

const costOf = (hash: string) => hash.split("$").slice(0, 4).join("$");

it("an unknown account is compared with a hash of the same cost as a known one, so that time says nothing", async () => {
  const known = await hashPassword("correct horse battery");
  expect(costOf(known)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1$/);
  expect(costOf(await comparedWith(null))).toBe(costOf(known));
  expect(await comparedWith(known)).toBe(known);
});

it("nobody signs in to an unknown account, not even with what its hash was made from", async () => {
  expect(await verifyPassword(null, "nobody has this account")).toBe(false);
});

it("accents are the same however they are composed", async () => {
  expect(await verifyPassword(await hashPassword("caf\u00e9 au lait"), "cafe\u0301 au lait")).toBe(true);
});
