import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { z } from "zod";
import { parseJsonFile, writeJsonFile } from "../process/json-file.ts";

const keptMail = z.object({
  id: z.string().regex(/^\d{8}$/),
  receivedAt: z.iso.datetime(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  messageId: z.string().nullable(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  text: z.string(),
  html: z.string().nullable(),
  attachments: z.array(z.object({ name: z.string(), type: z.string(), bytes: z.int() })),
  bytes: z.int(),
});
export type KeptMail = z.output<typeof keptMail>;
export type Envelope = { from: string; to: string[] };
export type Mailbox = ReturnType<typeof openMailbox>;

const mostMails = 2_000;

/** Every mail as it came (.eml) and as it was read (.json), newest first. */
export function openMailbox(dir: string) {
  const folder = join(dir, "mails");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const mails = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .reverse()
    .map((name) => parseJsonFile(join(folder, name), keptMail));
  let last = Number(mails[0]?.id ?? 0);

  const fileOf = (id: string, kind: "eml" | "json") => join(folder, `${id}.${kind}`);
  const drop = ({ id }: KeptMail) => {
    rmSync(fileOf(id, "json"), { force: true });
    rmSync(fileOf(id, "eml"), { force: true });
  };

  return {
    async keep(envelope: Envelope, raw: Buffer): Promise<KeptMail> {
      const read = await PostalMime.parse(raw);
      last += 1;
      const mail: KeptMail = {
        id: String(last).padStart(8, "0"),
        receivedAt: new Date().toISOString(),
        ...envelope,
        subject: read.subject ?? "",
        messageId: read.messageId ?? null,
        headers: read.headers.map(({ key, value }) => ({ name: key, value })),
        text: read.text ?? "",
        html: read.html ?? null,
        attachments: read.attachments.map(({ filename, mimeType, content }) => ({
          name: filename ?? "",
          type: mimeType,
          bytes: typeof content === "string" ? Buffer.byteLength(content) : content.byteLength,
        })),
        bytes: raw.length,
      };
      writeFileSync(fileOf(mail.id, "eml"), raw, { mode: 0o600 });
      writeJsonFile(fileOf(mail.id, "json"), mail);
      mails.unshift(mail);
      mails.splice(mostMails).forEach(drop);
      return mail;
    },
    list: (to: string | null): KeptMail[] =>
      mails.filter((mail) => to === null || mail.to.some((one) => isSameAddress(one, to))),
    find: (id: string): KeptMail | undefined => mails.find((mail) => mail.id === id),
    rawFile: (mail: KeptMail): string => fileOf(mail.id, "eml"),
    recipients: (): string[] => [...new Set(mails.flatMap((mail) => mail.to.map(lower)))].sort(),
    empty: (): void => mails.splice(0).forEach(drop),
  };
}

function isSameAddress(one: string, other: string): boolean {
  return lower(one) === lower(other);
}

function lower(address: string): string {
  return address.toLowerCase();
}
