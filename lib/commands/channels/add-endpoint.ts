import { z } from "zod";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { decryptAtRest, encryptAtRest } from "#lib/platform/crypto.ts";
import { AppError } from "#lib/platform/errors.ts";
import { createEndpoint, findEndpoint } from "#lib/store/endpoints.ts";
import { whyNotAdministrator } from "../administrator.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";
import { currentVocabulary } from "../people/vocabulary.ts";
import { ChannelAddress, keyAtRest, whyUnsafe } from "./channel-address.ts";
import { newWebhookSecret } from "./webhook-secret.ts";

export const AddEndpoint = z.object({
  kind: z.enum(["webhook", "slack", "teams"]).default("webhook"),
  title: z.string().trim().min(2, "expected a name, such as Consumer's paging service").max(120),
  url: ChannelAddress,
  audience: z.string().min(1, "expected an audience").max(80),
});

/** `secret` is what a webhook's receiver needs; a chat needs none from us. */
export type AddedEndpoint = { id: string; title: string; secret: string | null };

/**
 * Adds an address that speaks for an audience. A webhook's secret is given here and nowhere else; the receipt holds
 * only the endpoint's id, so a repeated request opens the sealed one again. Of a chat the address itself is the
 * secret: it is sealed, and its host alone is kept to be shown.
 */
export async function addEndpoint(
  context: CommandContext,
  raw: z.input<typeof AddEndpoint>,
): CommandResult<AddedEndpoint> {
  const parsed = readInput(AddEndpoint, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { kind, title, url, audience } = parsed.data;
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
    const isChat = kind !== "webhook";
    const sealedSecret = encryptAtRest(isChat ? url : newWebhookSecret(), keyAtRest());
    const shown = isChat ? new URL(url).origin : url;
    return accept({ id: await createEndpoint(tx, { kind, title, url: shown, audience, sealedSecret }) });
  });
  return added.ok ? accept(await withSecret(added.value.id)) : added;
}

async function withSecret(id: string): Promise<AddedEndpoint> {
  const endpoint = await findEndpoint(id);
  if (endpoint === null) throw new AppError("not-found", "This endpoint is no longer there.");
  const { title, kind, sealedSecret } = endpoint;
  return { id, title, secret: kind === "webhook" ? decryptAtRest(sealedSecret, keyAtRest()) : null };
}
