import { z } from "zod";
import { pages, pointAt, workers } from "../edge/parts.ts";
import { releaseVersion } from "../shop-folder.ts";
import { bringBack } from "./application.ts";
import { askShop, waitUntilSteady } from "./ask-shop.ts";
import { type Changing, change } from "./verb.ts";

/** A worker's version is pinned; the one that answers the API is served by the shop's release, which goes back too. */
export const redeployWorker = change(
  { service: z.enum(workers), to: releaseVersion },
  async (around, { service, to }) => {
    if (service === "api-worker") await bringBack(around, to);
    sayMoved(around, service, to, "pinned");
    const isAnswered = (body: unknown) =>
      z.object({ service: z.literal(service), version: z.literal(to) }).safeParse(body).success;
    await untilAnswered(around, service, isAnswered);
    around.say(`${service} answers as version ${to}`);
  },
);

/** A site goes back by making an earlier upload the current one, in one rename. */
export const redeployPages = change(
  { service: z.enum(pages), to: releaseVersion },
  async (around, { service, to }) => {
    sayMoved(around, service, to, "current");
    const isAnswered = (body: unknown) => String(body).includes(`data-version="${to}"`);
    await untilAnswered(around, service, isAnswered);
    around.say(`${service} shows version ${to}`);
  },
);

function sayMoved({ folder, say }: Changing, service: string, to: string, how: string): void {
  const before = pointAt(folder, service, to);
  say(before === to ? `${service} ${to} is ${how} already` : `${service} ${to} is ${how}; it was ${before}`);
}

const untilAnswered = (
  { settings }: Changing,
  service: string,
  isAnswered: (body: unknown) => boolean,
): Promise<void> =>
  waitUntilSteady({ times: 2, withinSeconds: 10, what: `the new answer of ${service}` }, async () => {
    const { body } = await askShop(`${settings.proxyUrl}/edge/${service}`);
    return isAnswered(body) ? null : `it answers ${JSON.stringify(body).slice(0, 120)}`;
  });
