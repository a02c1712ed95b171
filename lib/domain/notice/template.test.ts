import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTemplate, renderTemplate, type TemplateValues } from "./template.ts";

function render(source: string, values: TemplateValues) {
  const parsed = parseTemplate(source);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return renderTemplate(parsed.template, values);
}

describe("a template", () => {
  it("quotes facts by their path, with or without spaces in the braces", () => {
    const values = { severity: "SEV-1", incident: { reference: "INC-7", count: 3 } };
    expect(render("{{ severity }} {{incident.reference}}: {{incident.count}}", values)).toEqual({
      ok: true,
      text: "SEV-1 INC-7: 3",
    });
  });

  it("repeats a list block once for each item, and may quote facts inside it", () => {
    const values = { severity: "P0", services: ["storefront", "checkout"] };
    expect(render("{{#each services}}- {{this}} ({{severity}})\n{{/each}}end", values)).toEqual({
      ok: true,
      text: "- storefront (P0)\n- checkout (P0)\nend",
    });
  });

  it("names each path it quotes once", () => {
    const parsed = parseTemplate("{{a.b}} {{a.b}} {{#each list}}{{this}}{{c}}{{/each}}");
    expect(parsed).toMatchObject({ ok: true, paths: ["a.b", "list", "c"] });
  });

  it.each([
    ["{{#if a}}x{{/if}}", 1, "{{#if a}} is not understood"],
    ["one\ntwo {{a b}}", 2, "{{a b}} is not understood"],
    ["{{a.}}", 1, "{{a.}} is not understood"],
    ["{{}}", 1, "{{}} is not understood"],
    ["{{{a}}}", 1, "is not understood"],
    ["{{a", 1, "a lone {{"],
    ["a}}", 1, "a lone }}"],
    ["{{this}}", 1, "belongs inside {{#each path}}"],
    ["{{/each}}", 1, "closes no list"],
    ["{{#each a}}\n{{this}}\n", 3, "is not closed"],
    ["{{#each}}{{/each}}", 1, "needs the path of a list"],
    ["{{#each a}}{{#each b}}{{this}}{{/each}}", 1, "a list inside a list"],
    ["{{items[0]}}", 1, "is not understood"],
    ["{{constructor()}}", 1, "is not understood"],
  ])("%j is refused, with its line and what was expected", (source, line, reason) => {
    const parsed = parseTemplate(source);
    expect(parsed).toMatchObject({ ok: false });
    if (parsed.ok) return;
    expect(parsed.problems[0]).toMatchObject({ line, reason: expect.stringContaining(reason) });
  });
});

describe("a rendered notice", () => {
  it("[MKC-4] names every fact that is absent, blank, empty or not a text", () => {
    const source =
      "{{a}}{{b}}{{c.d}}{{e}}{{#each f}}{{this}}{{/each}}{{g}}{{#each h}}{{this}}{{/each}}{{ok}}";
    const values = { b: "  ", c: "text", e: Number.NaN, f: [], g: { deep: "x" }, h: "text", ok: "here" };
    expect(render(source, values)).toMatchObject({
      ok: false,
      missing: ["a", "b", "c.d", "e", "f", "g", "h"],
    });
  });

  it("says in the place of what is absent what the caller has it say", () => {
    const parsed = parseTemplate("At {{a}}: {{#each b}}- {{this}}; {{/each}}{{c}}");
    if (!parsed.ok) throw new Error("the template does not parse");
    expect(renderTemplate(parsed.template, { c: "end" }, (path) => `<${path}>`)).toEqual({
      ok: false,
      text: "At <a>: - <b>; end",
      missing: ["a", "b"],
    });
  });

  it("reads own properties only", () => {
    const inherited = Object.create({ secret: "leaked" }) as TemplateValues;
    expect(render("{{secret}}", inherited)).toMatchObject({ ok: false, missing: ["secret"] });
    expect(render("{{constructor.name}}", {})).toMatchObject({ ok: false, missing: ["constructor.name"] });
    expect(render("{{list.length}}", { list: ["x"] })).toMatchObject({ ok: false, missing: ["list.length"] });
  });

  it("never reads a value as a template or as a replacement pattern", () => {
    expect(render("{{a}}{{b}}", { a: "{{b}}", b: "$& $1" })).toEqual({ ok: true, text: "{{b}}$& $1" });
  });

  it("keeps every text outside the braces as it was written", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        fc.pre(!/[{}]/.test(before + after));
        expect(render(`${before}{{a}}${after}`, { a: "x" })).toEqual({
          ok: true,
          text: `${before}x${after}`,
        });
      }),
    );
  });
});
