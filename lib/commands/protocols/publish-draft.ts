import type { PackProblem } from "#lib/domain/protocol/pack-problem.ts";
import { actionProblems } from "#lib/domain/protocol/problems/actions.ts";
import { sharedNameProblems } from "#lib/domain/protocol/problems/shared-names.ts";
import { checkPublish, checkVersion } from "#lib/domain/protocol/publishing.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { problemSentence, told } from "#lib/platform/pack-text/check.ts";
import { currentPack, listCurrentPacks, listVersions, packHash, publishPack } from "#lib/store/packs.ts";
import { recordDraftAct } from "#lib/store/protocol-acts.ts";
import { markEnded } from "#lib/store/protocol-drafts.ts";
import { listActionTakes } from "#lib/store/registered-actions.ts";
import { draftCommand, type OnDraft } from "./draft-command.ts";

/**
 * A second person makes a draft the version that new incidents follow. Incidents that run keep theirs. A plan that
 * could not run, because nobody registered what a step names, is refused.
 */
export const publishDraft = draftCommand("publish-protocol-draft", async (on) => {
  const { tx, draft, pack, person, now } = on;
  const checked = await whyNotPublish(on);
  if (!checked.ok) return checked;
  const { hash } = await publishPack(tx, pack);
  await markEnded(tx, draft.id, "published", now);
  await recordDraftAct(tx, draft, "published", person.id);
  return accept({ packId: pack.id, version: pack.version, hash });
});

async function whyNotPublish({ tx, draft, pack, standing, person }: OnDraft): Promise<Outcome<null>> {
  const inForce = await currentPack(pack.id, tx);
  const allowed = checkPublish(standing, person, inForce?.pack ?? null);
  if (!allowed.ok) return allowed;
  if (packHash(pack) !== draft.hash)
    return refuse("stale", null, "The vocabulary has grown since this draft was uploaded. Upload it again.");
  const version = checkVersion(draft, await listVersions(pack.id, tx));
  if (!version.ok) return version;
  const others = (await listCurrentPacks(tx)).map((one) => one.pack).filter(({ id }) => id !== pack.id);
  const torn = sharedNameProblems(pack, others);
  if (torn.length > 0) return refuseFor(torn, "It gives roles to another party than protocols in force do.");
  const missing = actionProblems(pack, await listActionTakes(tx));
  return missing.length === 0
    ? accept(null)
    : refuseFor(missing, "Its plans ask for what no worker can run.");
}

const refuseFor = (problems: readonly PackProblem[], message: string): Outcome<null> =>
  refuse(
    "invalid",
    null,
    message,
    problems.map((one) => ({ rule: null, message: problemSentence(told(one, new Map())) })),
  );
