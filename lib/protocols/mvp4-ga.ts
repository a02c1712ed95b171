import type { PackSource } from "#lib/domain/protocol/pack.ts";
import { authority } from "./mvp4-ga/authority.ts";
import { deadlines } from "./mvp4-ga/clocks.ts";
import { notices } from "./mvp4-ga/notices.ts";
import { rollback } from "./mvp4-ga/rollback.ts";
import { situation } from "./mvp4-ga/situation.ts";
import { triggers } from "./mvp4-ga/triggers.ts";
import { upkeep } from "./mvp4-ga/upkeep.ts";

export const mvp4Ga: PackSource = {
  id: "mvp4-ga",
  version: "1.0.0",
  title: "MVP-4-GA rollback",
  source: "MVP-4-GA Rollback Protocol 1.0, 2025-12-30",
  summary:
    "Authority follows severity: in an emergency the on-call SRE acts first and reports later; an urgent rollback is the captain's, approved meanwhile; a planned one is agreed and told ahead.",
  ...situation,
  triggers,
  ...deadlines,
  ...notices,
  ...rollback,
  ...authority,
  ...upkeep,
};
