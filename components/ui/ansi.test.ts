import { expect, it } from "vitest";
import { parseAnsi } from "./ansi.ts";

const esc = "\u001b";
const look = (line: string) =>
  parseAnsi(line).map(({ text, ink, paper, weights }) => [text, ink, paper, ...weights].filter((one) => one));

it.each([
  ["plain words", "done", [["done"]]],
  ["a colour and its end", `a ${esc}[31mred${esc}[0m b`, [["a "], ["red", "breach"], [" b"]]],
  ["several at once", `${esc}[1;4;32mx`, [["x", "met", "bold", "underline"]]],
  ["a weight that ends", `${esc}[1ma${esc}[22mb`, [["a", "bold"], ["b"]]],
  ["a background", `${esc}[43mx${esc}[49my`, [["x", "risk"], ["y"]]],
  ["one of 256", `${esc}[38;5;196mx`, [["x", "breach"]]],
  ["one of 16 million", `${esc}[38;2;10;200;210mx${esc}[mz`, [["x", "teal"], ["z"]]],
  ["numbers after an extended colour", `${esc}[38;5;2;1mx`, [["x", "met", "bold"]]],
  ["what it does not know", `${esc}[53mx${esc}[2Ky`, [["xy"]]],
  ["a sequence cut short", `x${esc}[3`, [["x3"]]],
])("output with %s is shown in the console's own colours", (_what, line, expected) => {
  expect(look(line)).toEqual(expected);
});
