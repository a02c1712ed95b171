import { z } from "zod";
import { type Deed, failed } from "./deed.ts";

export const podTemplate = z.looseObject({
  metadata: z.looseObject({ labels: z.record(z.string(), z.string()).default({}) }).default({ labels: {} }),
  spec: z.looseObject({ containers: z.array(z.looseObject({ name: z.string(), image: z.string() })) }),
});

export const deployment = z.object({
  metadata: z.object({
    uid: z.string(),
    generation: z.number(),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
  spec: z.object({
    replicas: z.number().default(1),
    paused: z.boolean().optional(),
    template: podTemplate,
  }),
  status: z.object({
    observedGeneration: z.number().default(0),
    replicas: z.number().default(0),
    updatedReplicas: z.number().default(0),
    availableReplicas: z.number().default(0),
    conditions: z
      .array(z.object({ type: z.string(), status: z.string(), reason: z.string().optional() }))
      .default([]),
  }),
});
export type Deployment = z.output<typeof deployment>;

type Watch = { deed: Deed; read: () => Promise<Deployment>; every: number };

/** Waits as `kubectl rollout status` does: the controller has seen it, all are new, none is old, all are available. */
export async function awaitRollout(first: Deployment, { deed, read, every }: Watch): Promise<string> {
  let said = "";
  for (let now = first; ; now = await read()) {
    const missing = whatIsMissing(now);
    if (missing === null) return `rolled out: ${now.status.availableReplicas} available, all of them new`;
    if (missing !== said) deed.say(missing);
    said = missing;
    await deed.pause(every, missing);
  }
}

function whatIsMissing({ metadata, spec, status }: Deployment): string | null {
  if (status.observedGeneration < metadata.generation) return "the controller has not seen the change yet";
  const progress = status.conditions.find(({ type }) => type === "Progressing");
  if (progress?.reason === "ProgressDeadlineExceeded")
    throw failed("the rollout exceeded its progress deadline");
  if (status.updatedReplicas < spec.replicas)
    return `${status.updatedReplicas} of ${spec.replicas} replicas are new`;
  if (status.replicas > status.updatedReplicas)
    return `${status.replicas - status.updatedReplicas} old replicas still end`;
  if (status.availableReplicas < status.updatedReplicas)
    return `${status.availableReplicas} of ${status.updatedReplicas} new replicas are available`;
  return null;
}
