import { expect, it } from "vitest";
import { mendLock } from "./mend-lock.ts";

it("names each optional package that the lock misses, with its platform, and is content the second time", () => {
  const lock = {
    packages: {
      "": {},
      "node_modules/next": {
        version: "16.4.6",
        optionalDependencies: {
          "@next/swc-darwin-arm64": "16.4.6",
          "@next/swc-linux-x64-musl": "^16.4.6",
          "@next/swc-win32-x64-msvc": "16.4.6",
          "@next/swc-linux-x64-gnu": "16.4.6",
        },
      },
      "node_modules/@next/swc-linux-x64-gnu": { version: "16.4.6", os: ["linux"], cpu: ["x64"] },
    },
  };
  expect(mendLock(lock)).toHaveLength(3);
  expect(lock.packages).toMatchObject({
    "node_modules/@next/swc-darwin-arm64": {
      version: "16.4.6",
      os: ["darwin"],
      cpu: ["arm64"],
      optional: true,
    },
    "node_modules/@next/swc-linux-x64-musl": {
      version: "16.4.6",
      os: ["linux"],
      cpu: ["x64"],
      libc: ["musl"],
    },
    "node_modules/@next/swc-win32-x64-msvc": { os: ["win32"], cpu: ["x64"] },
  });
  expect(mendLock(lock)).toEqual([]);
});

it("finds an optional package that lies inside the one that wants it, or beside any folder above", () => {
  const lock = {
    packages: {
      "node_modules/a": { optionalDependencies: { "a-darwin": "1.0.0" } },
      "node_modules/a/node_modules/a-darwin": { version: "1.0.0" },
      "node_modules/b/node_modules/c": { optionalDependencies: { "c-darwin": "1.0.0" } },
      "node_modules/b/node_modules/c-darwin": { version: "1.0.0" },
    },
  };
  expect(mendLock(lock)).toEqual([]);
});
