import type { ProtocolPack } from "../protocol/pack.ts";

/** The notices that a pack gives to the console: no person sends them and no clock is met by them. */
export const holdingNotices = (pack: ProtocolPack): ReadonlySet<string> =>
  new Set(Object.values(pack.clocks).flatMap(({ holding }) => holding?.notice ?? []));

/** The notices that people write, by name, in the pack's order. */
export function writtenNotices(pack: ProtocolPack): [string, ProtocolPack["notices"][string]][] {
  const consoles = holdingNotices(pack);
  return Object.entries(pack.notices).filter(([name]) => !consoles.has(name));
}
