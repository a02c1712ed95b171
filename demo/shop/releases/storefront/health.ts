import { z } from "zod";
import type { Storefront } from "./storefront.ts";

type Finding = { name: string; ok: boolean; detail: string };
export type Health = { status: "healthy" | "unhealthy"; reason: string | null; checks: Finding[] };

const agreedSuccess = z.strictObject({ ok: z.literal(true), data: z.unknown() });
const agreedFailure = z.strictObject({
  ok: z.literal(false),
  error: z.strictObject({ code: z.string(), message: z.string() }),
});

/** Unhealthy as soon as one part is, and the reason names each part that is not well. */
export async function examine(shop: Storefront): Promise<Health> {
  const checks = [
    await finding("database", () => schemaFits(shop)),
    await finding("configuration", () => shop.configuration().tag),
    await finding("policy", () => `${shop.policy().tag}, signature holds`),
    await finding("contract", () => answersFitContract(shop)),
    await finding("pricing", () => everyItemHasAPrice(shop)),
  ];
  const wrong = checks.filter((check) => !check.ok);
  return {
    status: wrong.length === 0 ? "healthy" : "unhealthy",
    reason: wrong.length === 0 ? null : wrong.map((check) => `${check.name}: ${check.detail}`).join("; "),
    checks,
  };
}

async function finding(name: string, look: () => string | Promise<string>): Promise<Finding> {
  try {
    return { name, ok: true, detail: await look() };
  } catch (problem) {
    return { name, ok: false, detail: problem instanceof Error ? problem.message : String(problem) };
  }
}

async function schemaFits({ release, schema }: Storefront): Promise<string> {
  const version = await schema();
  if (release.schemas.includes(version)) return `schema ${version}`;
  throw new Error(
    `release ${release.version} needs schema ${release.schemas.join(" or ")}, found ${version}`,
  );
}

function answersFitContract({ release }: Storefront): string {
  if (!agreedSuccess.safeParse(release.success([])).success) {
    throw new Error("lists are answered without the agreed envelope");
  }
  if (!agreedFailure.safeParse(release.failure("code", "message")).success) {
    throw new Error("errors are answered without the agreed envelope");
  }
  return "answers keep the agreed envelope";
}

async function everyItemHasAPrice({ release, database, policy }: Storefront): Promise<string> {
  const items = await release.listItems(database);
  const prices = items.map((item) => release.price({ item, quantity: 1 }, policy()));
  const unpriced = prices.filter((price) => !Object.values(price).every(Number.isInteger)).length;
  if (unpriced > 0) throw new Error(`${unpriced} of ${items.length} items get no price`);
  return `${items.length} items have a price`;
}
