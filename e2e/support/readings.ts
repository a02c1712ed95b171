import { expect, type Page } from "@playwright/test";

/**
 * Holds back what a page that follows the log reads of itself: the console answers at once, and each answer reaches the
 * page when it is let go. Counts these readings, and the changes that the page has heard of.
 */
export async function holdReadings(page: Page, path: string) {
  const held: (() => Promise<void>)[] = [];
  let [begun, heard] = [0, 0];
  const client = await page.context().newCDPSession(page);
  client.on("Network.eventSourceMessageReceived", ({ eventName }) => {
    if (eventName === "changed") heard += 1;
  });
  await client.send("Network.enable");
  const isThisPage = ({ pathname }: URL) => pathname === path;
  await page.route(isThisPage, async (route, request) => {
    const { rsc, "next-router-prefetch": prefetch } = request.headers();
    if (rsc !== "1" || prefetch !== undefined) return route.fallback();
    begun += 1;
    const response = await route.fetch();
    held.push(() => route.fulfill({ response }));
  });
  const letGo = async () => {
    await expect.poll(() => held.length).toBe(1);
    await held.shift()?.();
  };
  return {
    begun: () => begun,
    heard: () => heard,
    /** Lets the one that is held reach the page. */
    letGo,
    /** Holds nothing back any more. */
    end: async () => {
      await page.unroute(isThisPage);
      for (const release of held.splice(0)) await release();
    },
  };
}
