import type { z } from "zod";
import type { ShopFolder, ShopSettings } from "../shop-folder.ts";
import type { SupervisorConnection } from "./supervisor-connection.ts";

export type Surroundings = {
  folder: ShopFolder;
  settings: ShopSettings;
  say: (line: string) => void;
};

type Run<T extends z.ZodRawShape, S extends Surroundings> = (
  around: S,
  flags: z.output<z.ZodObject<T>>,
) => Promise<void>;
export type Changing = Surroundings & { shop: SupervisorConnection };

/** A check only looks; a change holds the shop's operation lease while it works. */
export type Verb =
  | { kind: "check"; flags: z.ZodRawShape; run: (around: Surroundings, flags: never) => Promise<void> }
  | { kind: "change"; flags: z.ZodRawShape; run: (around: Changing, flags: never) => Promise<void> };

export function check<T extends z.ZodRawShape>(flags: T, run: Run<T, Surroundings>): Verb {
  return { kind: "check", flags, run };
}

export function change<T extends z.ZodRawShape>(flags: T, run: Run<T, Changing>): Verb {
  return { kind: "change", flags, run };
}
