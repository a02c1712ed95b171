import { expect, it } from "vitest";
import { parseActionsFile } from "./action.ts";
import { namedVariables } from "./named-variables.ts";

const shared = {
  ...{ title: "Something", service: "shop", environment: "production" },
  ...{ timeoutSeconds: 20, expectedSeconds: 1, idempotent: true },
};
const check = (id: string, probe: object) => ({ ...shared, id, executor: "check", probe });

it("every way in which an action or a probe names a variable of the worker is known", () => {
  const parsed = parseActionsFile({
    actions: [
      {
        ...shared,
        id: "a",
        executor: "command",
        argv: ["/bin/true"],
        cwd: "/",
        variablesFrom: ["ONE", "TWO"],
      },
      {
        ...{ ...shared, id: "b", executor: "http", method: "PUT", url: "https://flags.example.com" },
        headers: { Authorization: "Bearer {{env.THREE}}" },
        json: { nested: [{ key: "{{env.FOUR}} and {{env.FIVE}}" }] },
      },
      check("c", { kind: "sql", addressFrom: "SIX", query: "SELECT 1", is: "equal", than: 1 }),
      check("d", {
        kind: "prometheus",
        url: "https://p.example.com",
        query: "up",
        is: "equal",
        threshold: 1,
        tokenFrom: "ONE",
      }),
    ],
    probes: [
      {
        ...{ service: "shop", environment: "production", value: "tag" },
        from: {
          kind: "git",
          repository: "https://git.example.com/shop.git",
          commitOf: "main",
          tokenFrom: "SEVEN",
        },
      },
    ],
  });
  expect(parsed).toMatchObject({ ok: true });
  expect(namedVariables(parsed)).toEqual(["FIVE", "FOUR", "ONE", "SEVEN", "SIX", "THREE", "TWO"]);
});
