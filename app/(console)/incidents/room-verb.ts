import type { z } from "zod";
import type { Viewer } from "#lib/auth/session/viewer.ts";
import type { CommandContext, CommandResult } from "#lib/commands/context.ts";
import { Reference } from "#lib/commands/incident-command.ts";

type Command<S extends z.ZodObject> = (
  context: CommandContext,
  input: z.input<S> & { reference: string },
) => CommandResult;

/** What a room's action is made of: the command's own input with the incident it is about, and the command. */
export function roomVerb<S extends z.ZodObject>(name: string, input: S, command: Command<S>) {
  return {
    name,
    input: input.extend({ reference: Reference }),
    run: (viewer: Viewer, parsed: unknown, { idempotencyKey }: { idempotencyKey: string }) =>
      command(
        { actor: { kind: "person", id: viewer.personId }, idempotencyKey },
        // Parsed by the schema above, whose output the command's own schema accepts again.
        parsed as z.input<S> & { reference: string },
      ),
  };
}
