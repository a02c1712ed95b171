import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");

function tokensOf(theme: "dark" | "light"): Map<string, string> {
  const start = css.indexOf(`[data-theme="${theme}"]`);
  const block = css.slice(start, css.indexOf("}", start));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gu)].map((found) => [found[1] ?? "", found[2] ?? ""]),
  );
}

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ["ground", "plate", "raised", "hover"];
const onSurfaces = ["text", "soft", "faint", "accent", "met", "risk", "breach", "run", "violet", "teal"];
const stateSurfaces = ["met", "risk", "breach", "run"];

describe.each(["dark", "light"] as const)("the %s theme", (theme) => {
  const tokens = tokensOf(theme);
  const ratio = (ink: string, surface: string) => contrast(tokens.get(ink) ?? "", tokens.get(surface) ?? "");

  it("has every text colour at 4.5:1 or better on every surface", () => {
    const weak = surfaces.flatMap((surface) =>
      onSurfaces.filter((ink) => !(ratio(ink, surface) >= 4.5)).map((ink) => `${ink} on ${surface}`),
    );
    expect(weak).toEqual([]);
  });

  it("has state words and plain words legible on each state's surface", () => {
    const weak = stateSurfaces.flatMap((state) =>
      [state, "text", "soft", "faint"]
        .filter((ink) => !(ratio(ink, `${state}-bg`) >= 4.5))
        .map((ink) => `${ink} on ${state}-bg`),
    );
    expect(weak).toEqual([]);
  });

  it("has legible words on filled buttons and badges", () => {
    expect(ratio("accent-ink", "accent")).toBeGreaterThanOrEqual(4.5);
    expect(ratio("on-alarm", "breach")).toBeGreaterThanOrEqual(4.5);
    expect(ratio("ground", "risk")).toBeGreaterThanOrEqual(4.5);
    expect(ratio("text", "line-strong")).toBeGreaterThanOrEqual(4.5);
  });

  it("draws the edge of a field at 3:1 or better", () => {
    expect(Math.min(ratio("edge", "plate"), ratio("edge", "ground"))).toBeGreaterThanOrEqual(3);
  });
});
