import { asOpenParticipant } from "../../authority/who.ts";
import { accept, refuse } from "../../refusal.ts";
import type { Circumstances, Decided } from "../circumstances.ts";
import type { IncidentState } from "../state.ts";

const forms = [/^https:\/\/[^\s/?#@]+([/?#]\S*)?$/i, /^tel:\+?[0-9][0-9().,;*#-]{2,60}$/i];

/** Whether a person can follow it to talk: an https address without a name and password in it, or a telephone number. */
export const isBridge = (url: string): boolean =>
  forms.some((form) => form.test(url)) && !/[\p{Cc}<>"\\^`{|}]/u.test(url);

/** Links the bridge on which people talk; a newer link takes the place of an older one (MKC-2.2). */
export function decideBridge(
  state: IncidentState,
  input: { url: string },
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  if (!isBridge(input.url))
    return refuse(
      "invalid",
      null,
      "Expected an address that begins with https:// or tel: and has no spaces.",
    );
  return accept([{ type: "BridgeLinked", facts: {}, text: { url: input.url } }]);
}
