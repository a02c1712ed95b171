import { randomBytes } from "node:crypto";

/** A secret as Standard Webhooks writes it: 32 random bytes. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;
