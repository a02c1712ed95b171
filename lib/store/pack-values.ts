import { canonicalJson } from "#lib/platform/canonical.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { AppError } from "#lib/platform/errors.ts";
import { clientOf } from "./transaction.ts";

/**
 * A published pack as its hash was made of it. Parsed anew it could be another: a later version of the console may know
 * more names, each with a value of its own for what was never said.
 */
export async function packValue(kind: "incident" | "checkpoint", hash: string): Promise<unknown> {
  const asked = { where: { hash }, select: { body: true } };
  const row =
    kind === "incident"
      ? await clientOf().protocolVersion.findUnique(asked)
      : await clientOf().checkpointPack.findUnique(asked);
  if (row === null)
    throw new AppError("broken-invariant", "A log names a protocol version that is not there.", {
      detail: hash,
    });
  const value: unknown = JSON.parse(row.body);
  if (sha256(canonicalJson(value)) !== hash)
    throw new AppError("broken-invariant", "A published protocol is not the one that was pinned.", {
      detail: hash,
    });
  return value;
}
