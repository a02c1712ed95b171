import { expect } from "@playwright/test";
import { z } from "zod";
import { consoleForJourneys } from "#scripts/testing/console-for-journeys.ts";
import { people, type Who } from "./people.ts";

const Mail = z.object({ id: z.string(), subject: z.string(), text: z.string(), to: z.array(z.string()) });
const Mails = z.object({ messages: z.array(Mail) });
export type Mail = z.infer<typeof Mail>;

/** What the mail sink took for this person, newest first. */
export async function mailsOf(who: Who): Promise<Mail[]> {
  const address = new URL("/api/messages", consoleForJourneys().mailboxUrl);
  address.searchParams.set("to", people[who].email);
  return Mails.parse(await (await fetch(address)).json()).messages;
}

/** The one mail to this person whose subject holds these words; waits until it has come. */
export async function mailAbout(who: Who, words: string): Promise<Mail> {
  const found = async () => (await mailsOf(who)).filter(({ subject }) => subject.includes(words));
  await expect.poll(async () => (await found()).length, { message: `mail to ${who}: ${words}` }).toBe(1);
  return (await found())[0] as Mail;
}
