import { expect, it } from "vitest";
import { smallPack } from "../../incident/testing/small-pack.ts";
import { judgePack } from "../parse-pack.ts";

it("a protocol that numbers its incidents as checkpoints are numbered is refused before it is published", () => {
  expect(judgePack({ ...smallPack, referencePrefix: "CHK" })).toEqual({
    ok: false,
    problems: [{ path: "referencePrefix", message: '"CHK" numbers checkpoints; expected another prefix' }],
  });
  expect(judgePack({ ...smallPack, referencePrefix: "INC" })).toMatchObject({ ok: true });
});
