import { z } from "zod";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { decryptAtRest, encryptAtRest } from "#lib/platform/crypto.ts";
import { requireSettings, settings } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseAllowedHosts } from "#lib/platform/outgoing-address.ts";
import { createEndpoint, findEndpoint } from "#lib/store/endpoints.ts";
import { whyNotAdministrator } from "../administrator.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";
import { currentVocabulary } from "../people/vocabulary.ts";
import { newWebhookSecret } from "./webhook-secret.ts";

export const AddEndpoint = z.object({
  title: z.string().trim().min(2, "expected a name, such as Consumer's paging service").max(120),
  url: z
    .url({ protocol: /^https?$/, error: "expected an address such as https://example.com/hook" })
    .max(2000),
  audience: z.string().min(1, "expected an audience").max(80),
});

export type AddedEndpoint = { id: string; title: string; secret: string };

/**
 * Adds an address that speaks for an audience. The secret is given here and nowhere else; the receipt holds only the
 * endpoint's id, so a repeated request opens the sealed one again.
 */
export async function addEndpoint(
  context: CommandContext,
  raw: z.input<typeof AddEndpoint>,
): CommandResult<AddedEndpoint> {
  const parsed = AddEndpoint.safeParse(raw);
  if (!parsed.success) return invalid(parsed.error);
  const { title, url, audience } = parsed.data;
  const added = await once(context, "add-endpoint", async (tx): Promise<Outcome<{ id: string }>> => {
    const refused = await whyNotAdministrator(tx, context, "adds channels");
    if (refused !== null) return refused;
    const unsafe = whyUnsafe(new URL(url));
    if (unsafe !== null) return refuse("invalid", null, unsafe);
    const { audiences } = await currentVocabulary(tx);
    if (!audiences.some(({ key }) => key === audience)) {
      const there = audiences.map(({ key }) => key).join(", ");
      return refuse("invalid", null, `No published protocol has an audience "${audience}": ${there}.`);
    }
    const sealedSecret = encryptAtRest(newWebhookSecret(), keyAtRest());
    return accept({ id: await createEndpoint(tx, { title, url, audience, sealedSecret }) });
  });
  return added.ok ? accept(await withSecret(added.value.id)) : added;
}

const keyAtRest = () => requireSettings(settings(), "secret").secret;

async function withSecret(id: string): Promise<AddedEndpoint> {
  const endpoint = await findEndpoint(id);
  if (endpoint === null) throw new AppError("not-found", "This endpoint is no longer there.");
  return { id, title: endpoint.title, secret: decryptAtRest(endpoint.sealedSecret, keyAtRest()) };
}

/** What the channel would refuse for good at the first notice is refused here, while somebody is looking. */
function whyUnsafe(url: URL): string | null {
  if (url.username !== "" || url.password !== "")
    return "Leave name and password out of the address; each message is signed with the endpoint's secret.";
  const { port, protocol } = url;
  const isAllowed = parseAllowedHosts(settings().allowedHosts).has(
    url.hostname,
    port || (protocol === "https:" ? "443" : "80"),
  );
  return protocol === "https:" || isAllowed
    ? null
    : "The address has to be https. A plain http one needs its host in HOLDPOINT_ALLOWED_HOSTS.";
}
