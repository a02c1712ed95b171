import type { ProtocolPack } from "./pack.ts";
import type { Owner } from "./parts/shared.ts";

/** Who owes something, in the pack's own titles: a role, or the parties together. */
export function ownerTitle(pack: Pick<ProtocolPack, "roles" | "parties">, owner: Owner): string {
  if ("role" in owner) return pack.roles[owner.role]?.title ?? owner.role;
  return owner.parties.map((party) => pack.parties[party]?.title ?? party).join(" and ");
}
