import { z } from "zod";
import { releaseVersion } from "../shop-folder.ts";
import { bringBack } from "./application.ts";
import { change } from "./verb.ts";

/** The names under which an edge platform knows its parts; this one shop stands for all of them. */
const service = z.enum(["api-worker", "ingest-worker", "queue-consumer", "admin-pages", "user-portal"]);

export const redeploy = change({ service, to: releaseVersion }, async (around, { service: name, to }) => {
  around.say(`${name} is served by the shop's release; redeploying it as ${to}`);
  await bringBack(around, to);
});
