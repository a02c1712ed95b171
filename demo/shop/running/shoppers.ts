const pauseMilliseconds = 250;

/** A few customers, so that error rate and latency are measured on real requests. */
export function openForShoppers(proxyUrl: string): () => void {
  let turn = 0;
  const timer = setInterval(() => {
    turn += 1;
    void visit(proxyUrl, turn).catch(() => undefined);
  }, pauseMilliseconds);
  return () => clearInterval(timer);
}

async function visit(proxyUrl: string, turn: number): Promise<void> {
  const signal = AbortSignal.timeout(10_000);
  const isOrder = turn % 4 === 0;
  const answer = isOrder
    ? await fetch(`${proxyUrl}/api/orders`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ itemId: 1 + ((turn / 4) % 8), quantity: 1 + (turn % 3) }),
        signal,
      })
    : await fetch(`${proxyUrl}/api/${turn % 2 === 0 ? "orders" : "items"}`, { signal });
  await answer.arrayBuffer();
}
