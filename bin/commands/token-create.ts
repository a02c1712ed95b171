import { randomUUID } from "node:crypto";
import { z } from "zod";
import { CreateToken, createToken } from "#lib/commands/tokens/create.ts";
import { AppError } from "#lib/platform/errors.ts";
import { readFlags } from "./flags.ts";

/** Prints a token's value, which is kept nowhere. */
export async function makeToken(args: string[]): Promise<number> {
  const { name, scope } = readFlags(args, {
    name: CreateToken.shape.name,
    scope: z
      .string("expected a scope: freeze:read")
      .transform((words) => words.split(","))
      .pipe(CreateToken.shape.scopes),
  });
  const context = {
    actor: { kind: "console" as const, id: "command-line" },
    idempotencyKey: randomUUID(),
  };
  const made = await createToken(context, { name, scopes: scope });
  if (!made.ok) throw new AppError("invalid-input", made.refusal.message);
  process.stderr.write(`The token "${name}", shown only now:\n`);
  process.stdout.write(`${made.value.value}\n`);
  return 0;
}
