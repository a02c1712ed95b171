import { expect, it } from "vitest";
import { smallPack } from "../../incident/testing/small-pack.ts";
import { judgePack, parsePack } from "../parse-pack.ts";

type Answers = [first: string, isGo: boolean, second: string, isGoToo: boolean];
const cases: [what: string, answers: Answers, message: string][] = [
  ["no NO-GO", ["go", true, "go-far", true], "expected an answer that is NO-GO"],
  ["no GO", ["wait", false, "stop", false], "expected an answer that is GO"],
  ["two answers of one name", ["stop", true, "stop", false], '"stop" is there twice'],
];

function packWith([first, isGo, second, isGoToo]: Answers) {
  const pack = structuredClone(smallPack);
  const gate = pack.gates?.onward;
  if (gate !== undefined)
    gate.answers = [
      { id: first, label: "One", go: isGo },
      { id: second, label: "Another", go: isGoToo },
    ];
  return pack;
}

it.each(cases)("a gate that has %s is refused before it is published", (_, answers, message) => {
  expect(judgePack(packWith(answers))).toEqual({
    ok: false,
    problems: [{ path: "gates.onward.answers", message }],
  });
});

it.each(cases)(
  "a version whose gate has %s, published before that was asked, can still be read: incidents have pinned it",
  (_, answers) => {
    expect(parsePack(packWith(answers))).toMatchObject({ ok: true });
  },
);
