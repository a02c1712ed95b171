import { utcDate, utcSecond } from "#components/ui/time-text.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { many } from "./lexicon.ts";

/** What a rollback goes back to, as people read it: a time as every time is shown, a number with its unit. */
export function targetWords(target: ProtocolPack["targets"][string] | undefined, value: string): string {
  switch (target?.kind) {
    case "minutes":
      return many(Number(value), "minute");
    case "instant":
      return `${utcDate(value)}, ${utcSecond(value)} UTC`;
    case "text":
    case "pin":
    case undefined:
      return value;
  }
}
