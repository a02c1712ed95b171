import { MediaType } from "./shapes.ts";

export const unknownMedia = "application/octet-stream";

/**
 * What a file is recorded as: the type that was named where it is on the list; else as bytes of no known type where those
 * are on the list; else null, and it is not taken.
 */
export function mediaTaken(named: string, list: readonly string[]): string | null {
  const bare = named.split(";")[0]?.trim().toLowerCase() ?? "";
  if (MediaType.safeParse(bare).success && list.includes(bare)) return bare;
  return list.includes(unknownMedia) ? unknownMedia : null;
}
