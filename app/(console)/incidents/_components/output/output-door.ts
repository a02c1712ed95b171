import type { AskedOutput, FoundLines, OutputPage } from "#lib/queries/step-output.ts";

/** The addresses of one attempt's output. */
export function outputDoor({ reference, run, step, attempt }: AskedOutput) {
  const base = `/api/output/${reference}/${run}/${encodeURIComponent(step)}/${attempt}`;
  const ask = async <Answer>(path: string, signal: AbortSignal): Promise<Answer> => {
    const answer = await fetch(`${base}${path}`, { signal });
    if (!answer.ok) {
      const { message } = (await answer.json().catch(() => ({}))) as { message?: string };
      throw new Error(message ?? "The output cannot be read at the moment.");
    }
    return (await answer.json()) as Answer;
  };
  return {
    text: `${base}/text`,
    lines: (from: number, count: number, signal: AbortSignal) =>
      ask<OutputPage>(`/lines?from=${from}&count=${count}`, signal),
    search: (words: string, from: number, signal: AbortSignal) =>
      ask<FoundLines>(`/search?words=${encodeURIComponent(words)}&from=${from}`, signal),
  };
}
export type OutputDoor = ReturnType<typeof outputDoor>;
