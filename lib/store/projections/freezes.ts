import { type Changes, changed, put, type Step } from "./rows.ts";

export function projectFreezes({ freezes }: Changes, { incidentId, before, after }: Step): void {
  for (const { freeze, setAt, liftedAt, rule, services, actions } of changed(
    before?.freezes,
    after.freezes,
  )) {
    put(freezes, `${freeze} ${setAt}`, { incidentId, freeze, setAt, liftedAt, rule, services, actions });
  }
}
