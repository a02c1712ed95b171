import { z } from "zod";
import { readInput } from "#lib/domain/read-input.ts";
import { accept, refuse } from "#lib/domain/refusal.ts";
import { encryptAtRest } from "#lib/platform/crypto.ts";
import {
  createPersonChannel,
  deletePersonChannel,
  listPersonChannels,
  listPreferences,
  type PersonPreference,
  savePreference,
} from "#lib/store/person-channels.ts";
import type { Transaction } from "#lib/store/transaction.ts";
import { ChannelAddress, keyAtRest, whyUnsafe } from "../channels/channel-address.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";

const minuteOfDay = z
  .number()
  .int()
  .min(0, "expected a time of day")
  .max(24 * 60 - 1, "expected a time of day");

export const SavePreference = z
  .object({
    order: z.array(z.union([z.literal("mail"), z.uuid()])).max(12),
    quietFrom: minuteOfDay.nullable(),
    quietUntil: minuteOfDay.nullable(),
    timeZone: z.string().max(60).refine(isTimeZone, "expected a time zone such as Europe/Berlin"),
  })
  .refine(({ quietFrom, quietUntil }) => (quietFrom === null) === (quietUntil === null), {
    path: ["quietUntil"],
    error: "expected both a beginning and an end, or neither",
  })
  .refine(({ quietFrom, quietUntil }) => quietFrom === null || quietFrom !== quietUntil, {
    path: ["quietUntil"],
    error: "expected an end at another time than the beginning",
  });

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** One's own only: in which order to be reached, and when not for what is not critical. */
export async function savePreferences(
  context: CommandContext,
  raw: z.input<typeof SavePreference>,
): CommandResult<{ personId: string }> {
  const parsed = readInput(SavePreference, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { id: personId } = context.actor;
  return once(context, "save-preferences", async (tx) => {
    const own = await listPersonChannels([personId], tx);
    const order = parsed.data.order.filter((key) => key === "mail" || own.some(({ id }) => id === key));
    await savePreference(tx, { ...parsed.data, order, personId });
    return accept({ personId });
  });
}

export const AddOwnChannel = z.object({
  kind: z.enum(["slack", "teams"]),
  title: z.string().trim().min(2, "expected a name, such as My Slack").max(120),
  url: ChannelAddress,
});

const mostOwn = 5;

/** Adds a chat of one's own; its address is sealed, and it is tried first until the order is changed. */
export async function addOwnChannel(
  context: CommandContext,
  raw: z.input<typeof AddOwnChannel>,
): CommandResult<{ id: string }> {
  const parsed = readInput(AddOwnChannel, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { kind, title, url } = parsed.data;
  const { id: personId } = context.actor;
  return once(context, "add-own-channel", async (tx) => {
    const unsafe = whyUnsafe(new URL(url));
    if (unsafe !== null) return refuse("invalid", null, unsafe);
    const own = await listPersonChannels([personId], tx);
    if (own.length >= mostOwn)
      return refuse("conflict", null, `You have ${mostOwn} already; remove one first.`);
    const sealedAddress = encryptAtRest(url, keyAtRest());
    const host = new URL(url).host;
    const id = await createPersonChannel(tx, { personId, kind, title, host, sealedAddress });
    const before = await preferenceOf(tx, personId);
    await savePreference(tx, { ...before, order: [id, ...before.order.filter((key) => key !== id)] });
    return accept({ id });
  });
}

export const RemoveOwnChannel = z.object({ id: z.uuid() });

export async function removeOwnChannel(
  context: CommandContext,
  raw: z.input<typeof RemoveOwnChannel>,
): CommandResult<{ id: string }> {
  const parsed = readInput(RemoveOwnChannel, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { id } = parsed.data;
  const { id: personId } = context.actor;
  return once(context, "remove-own-channel", async (tx) => {
    if (!(await deletePersonChannel(tx, personId, id)))
      return refuse("stale", null, "This channel is no longer there.");
    const before = await preferenceOf(tx, personId);
    await savePreference(tx, { ...before, order: before.order.filter((key) => key !== id) });
    return accept({ id });
  });
}

const none = { order: ["mail"], quietFrom: null, quietUntil: null, timeZone: "UTC" };

async function preferenceOf(tx: Transaction, personId: string): Promise<PersonPreference> {
  const [kept] = await listPreferences([personId], tx);
  return kept ?? { personId, ...none };
}
