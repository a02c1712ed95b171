import { expect, it } from "vitest";
import { sha256 } from "#lib/platform/digest.ts";
import { environmentOfCaller } from "./environment.ts";
import { openOutput } from "./output.ts";

it("a command finds the caller's programs and settings, not those that npm put before them, and never the token", () => {
  const env = {
    ...{ HOLDPOINT_TOKEN: "hpt_x", HOME: "/home/ines", npm_config_registry: "https://registry.example.com" },
    ...{
      npm_lifecycle_event: "holdpoint",
      npm_package_json: "/opt/holdpoint/package.json",
      INIT_CWD: "/work",
    },
    PATH: "/opt/holdpoint/node_modules/.bin:/opt/node_modules/.bin:/lib/npm/node-gyp-bin:/work/node_modules/.bin:/usr/bin",
    NODE_COMPILE_CACHE: "/opt/holdpoint/node_modules/.cache/node",
  };
  const { npm_config_registry, HOME } = env;
  const PATH = "/work/node_modules/.bin:/usr/bin";
  expect(environmentOfCaller(env, "/opt/holdpoint")).toEqual({ npm_config_registry, HOME, PATH });
  const called = { HOLDPOINT_TOKEN: "hpt_x", PATH: env.PATH };
  expect(environmentOfCaller(called, "/opt/holdpoint")).toEqual({ PATH: env.PATH });
});

it("bytes that are no text stay as they were, and a secret is found across pieces and in each stream by itself", () => {
  const output = openOutput(["correct horse"]);
  const [one, other] = [output.open(), output.open()];
  const binary = Buffer.from([0xff, 0x00, 0xc3, 0x28, 0x0a]);
  one(binary);
  one(Buffer.from("a correct "));
  other(Buffer.from("beside\n"));
  one(Buffer.from("horse b\n"));
  const { sha256: digest, bytes, kept } = output.end();
  expect(digest).toBe(sha256(kept));
  expect(bytes).toBe(kept.length);
  expect(kept.subarray(0, binary.length)).toEqual(binary);
  expect(kept.subarray(binary.length).toString()).toBe("a beside\n[redacted] b\n");
});

it("of a long output start and end are kept, what is left out is said, and the digest is of all of it", () => {
  const output = openOutput([], 1_000);
  const write = output.open();
  const whole = Array.from({ length: 500 }, (_, line) => `line ${line}\n`).join("");
  for (const line of whole.match(/.{1,37}/gs) ?? []) write(Buffer.from(line));
  const { sha256: digest, bytes, kept } = output.end();
  expect(digest).toBe(sha256(whole));
  expect(bytes).toBe(whole.length);
  const said = kept.toString();
  const cut = Number(/\[holdpoint: (\d+) bytes of the output are left out here\]/.exec(said)?.[1]);
  const mark = `\n[holdpoint: ${cut} bytes of the output are left out here]\n`;
  const [start = "", end = ""] = said.split(mark);
  expect(start).toBe(whole.slice(0, 500));
  expect(whole.endsWith(end)).toBe(true);
  expect(start.length + cut + end.length).toBe(whole.length);
});
