import { z } from "zod";
import { relyingParty } from "./relying-party.ts";

export type ClientDataFault =
  | "malformed"
  | "wrong-type"
  | "wrong-challenge"
  | "wrong-origin"
  | "embedded-elsewhere";

const ClientData = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
  topOrigin: z.string().optional(),
});

function parsed(clientDataJson: string): z.output<typeof ClientData> | null {
  try {
    const bytes = Buffer.from(clientDataJson, "base64url");
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return ClientData.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/**
 * What is wrong with the part that the browser wrote, or null. A ceremony inside another site's frame is refused here,
 * because the library lets one pass whose top origin the browser did not name.
 */
export function clientDataFault(
  clientDataJson: string,
  expected: { type: "webauthn.create" | "webauthn.get"; challenge: string },
): ClientDataFault | null {
  const data = parsed(clientDataJson);
  if (data === null) return "malformed";
  if (data.type !== expected.type) return "wrong-type";
  if (data.challenge !== expected.challenge) return "wrong-challenge";
  if (data.origin !== relyingParty().origin) return "wrong-origin";
  if (data.crossOrigin === true || data.topOrigin !== undefined) return "embedded-elsewhere";
  return null;
}
