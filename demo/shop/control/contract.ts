import { z } from "zod";
import { askShop, postOrder } from "./ask-shop.ts";

const item = z.object({
  id: z.int(),
  name: z.string().min(1),
  priceCents: z.int().positive(),
  isPromoted: z.boolean(),
});
const order = z.object({ id: z.int(), itemId: z.int(), quantity: z.int(), totalCents: z.int().min(0) });
const failure = z.strictObject({
  ok: z.literal(false),
  error: z.strictObject({ code: z.string(), message: z.string().min(1) }),
});

/** The envelope both parties agreed on: a success carries `data`, a failure a code and a sentence. */
function success<S extends z.ZodType>(data: S) {
  return z.strictObject({ ok: z.literal(true), data });
}

type Answer = Awaited<ReturnType<typeof askShop>>;

export async function readItems(proxyUrl: string) {
  const answer = await askShop(`${proxyUrl}/api/items`);
  return expectAnswer("GET /api/items", answer, 200, success(z.array(item).min(1))).data;
}

export async function writeOrder(proxyUrl: string, itemId: number, quantity: number) {
  const answer = await postOrder(proxyUrl, { itemId, quantity });
  return expectAnswer("POST /api/orders", answer, 201, success(order)).data;
}

export async function readOrder(proxyUrl: string, id: number) {
  const answer = await askShop(`${proxyUrl}/api/orders/${id}`);
  return expectAnswer(`GET /api/orders/${id}`, answer, 200, success(order)).data;
}

export async function readLatestOrders(proxyUrl: string) {
  const answer = await askShop(`${proxyUrl}/api/orders`);
  return expectAnswer("GET /api/orders", answer, 200, success(z.array(order))).data;
}

export async function expectRefusal(proxyUrl: string, asked: unknown, status: number): Promise<string> {
  const answer = await postOrder(proxyUrl, asked);
  return expectAnswer("POST /api/orders", answer, status, failure).error.code;
}

export async function expectAbsent(proxyUrl: string, path: string): Promise<string> {
  return expectAnswer(`GET ${path}`, await askShop(`${proxyUrl}${path}`), 404, failure).error.code;
}

function expectAnswer<S extends z.ZodType>(
  what: string,
  { status, body }: Answer,
  wanted: number,
  schema: S,
) {
  const shown = JSON.stringify(body).slice(0, 160);
  if (status !== wanted) throw new Error(`${what}: status ${status}, expected ${wanted}: ${shown}`);
  const read = schema.safeParse(body);
  if (!read.success) throw new Error(`${what}: not the agreed envelope: ${shown}`);
  return read.data;
}
