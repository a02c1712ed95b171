import { answerFreeze, type FreezeAnswer } from "#lib/domain/freeze/answer.ts";
import type { FreezeQuestion } from "#lib/domain/freeze/question.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { findServiceByKey, listServices } from "#lib/store/services.ts";
import { standingFreezes } from "./standing-freezes.ts";

/** Whether something may move now, or a refusal that names the places there are. */
export async function readFreeze(question: FreezeQuestion): Promise<Outcome<FreezeAnswer>> {
  const service = await findServiceByKey(question.service);
  if (service === null) {
    const known = listedKeys((await listServices()).map(({ key }) => key));
    return refuse("invalid", null, `There is no service "${question.service}". There is: ${known}.`);
  }
  const environments = service.environments.map(({ name }) => name);
  if (!environments.includes(question.environment)) {
    const known = listedKeys(environments);
    return refuse(
      "invalid",
      null,
      `${service.name} has no environment "${question.environment}". There is: ${known}.`,
    );
  }
  return accept(answerFreeze(question, await standingFreezes(service)));
}

const listedKeys = (keys: string[]) => (keys.length === 0 ? "none" : keys.join(", "));
