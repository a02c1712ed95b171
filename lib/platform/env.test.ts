import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parseSettings, requireSettings } from "./env.ts";
import { AppError } from "./errors.ts";

function sentencesOf(environment: Record<string, string>): readonly string[] {
  try {
    parseSettings(environment);
  } catch (error) {
    if (error instanceof AppError) return error.publicMessage.split("\n");
  }
  return [];
}

describe("settings", () => {
  it("are complete with nothing set, and an empty one counts as not set", () => {
    const settings = parseSettings({ PORT: "", DATABASE_URL: "" });
    expect(settings).toMatchObject({ port: 3000, url: "http://localhost:3000", dataDir: resolve(".data") });
    expect(settings.databaseUrl).toBeUndefined();
  });

  it.each([
    ["PORT", "eighty"],
    ["PORT", "70000"],
    ["HOLDPOINT_URL", "holdpoint.example.com"],
    ["DATABASE_URL", "mysql://here"],
    ["HOLDPOINT_DEMO", "yes"],
    ["HOLDPOINT_SECRET", "short"],
    ["HOLDPOINT_MAIL_FROM", "nobody"],
    ["HOLDPOINT_LOG_LEVEL", "loud"],
    ["HOLDPOINT_ALLOWED_HOSTS", "a b"],
  ])("refuse a broken %s in one sentence that names it", (name, value) => {
    const sentences = sentencesOf({ [name]: value });
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(new RegExp(`^${name} is broken: .+\\.$`));
  });

  it("say every broken one at once and repeat no value, because a value may be a password", () => {
    const sentences = sentencesOf({ PORT: "x", WORKER_DATABASE_URL: "hunter2-hunter2" });
    expect(sentences).toHaveLength(2);
    expect(sentences.join()).not.toContain("hunter2");
  });

  it("keep only the origin of the public address", () => {
    expect(parseSettings({ HOLDPOINT_URL: "https://h.example.com/console/" }).url).toBe(
      "https://h.example.com",
    );
  });

  it("read allowed hosts as a list", () => {
    expect(parseSettings({ HOLDPOINT_ALLOWED_HOSTS: "10.0.0.7, Hooks.internal" }).allowedHosts).toEqual([
      "10.0.0.7",
      "hooks.internal",
    ]);
  });

  it("name the ones that a process needs and lacks", () => {
    expect(() => requireSettings(parseSettings({}), "databaseUrl", "secret")).toThrow(
      "DATABASE_URL is not set, and this process needs it.\nHOLDPOINT_SECRET is not set, and this process needs it.",
    );
  });
});
