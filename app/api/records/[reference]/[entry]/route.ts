import { z } from "zod";
import { currentViewer } from "#lib/auth/session/index.ts";
import { AppError } from "#lib/platform/errors.ts";
import { createLog } from "#lib/platform/log.ts";
import { readSealedRecord } from "#lib/queries/sealed-record.ts";
import { markdownOf } from "#lib/queries/sealed-record-view.ts";

const Asked = z.object({
  reference: z.string().regex(/^[A-Z]{2,5}-\d{4}-\d{4,9}$/),
  entry: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
});
const safe = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };
const refuse = (status: number, message: string) => Response.json({ message }, { status, headers: safe });

type Context = { params: Promise<{ reference: string; entry: string }> };

/** What an incident's or a checkpoint's entry sealed, as a Markdown file. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  try {
    const viewer = await currentViewer();
    if (viewer === null) return refuse(401, "Your session has ended. Sign in again.");
    const asked = Asked.safeParse(await params);
    const record = asked.success
      ? await readSealedRecord(asked.data.reference, asked.data.entry, viewer)
      : null;
    if (record === null) return refuse(404, "There is no such record, or it is not yours to read.");
    return new Response(markdownOf(record), {
      headers: {
        ...safe,
        "Content-Type": "text/markdown; charset=utf-8",
        "Content-Disposition": `attachment; filename="${record.reference}-${record.seq}.md"`,
      },
    });
  } catch (error) {
    const isKnown = error instanceof AppError;
    createLog("records").warn(isKnown ? { reason: error.message } : { err: error }, "a record was not read");
    return refuse(503, "The record cannot be read at the moment. Try again.");
  }
}
