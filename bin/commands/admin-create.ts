import { z } from "zod";
import { invite } from "#lib/auth/invitation.ts";
import { MailAddress } from "#lib/domain/mail-address.ts";
import { readFlags } from "./flags.ts";

/** Prints the one-time link with which an administrator sets a name and a password. */
export async function createAdministrator(args: string[]): Promise<number> {
  const { email, name } = readFlags(args, {
    email: MailAddress,
    name: z.string("expected a name").trim().min(1).max(120).default("Administrator"),
  });
  const { url, lifetimeInHours } = await invite({ email, name, isAdministrator: true });
  process.stdout.write(`Open this link within ${lifetimeInHours} hours; it works once:\n${url}\n`);
  return 0;
}
