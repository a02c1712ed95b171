import { z } from "zod";

const Base64Url = z.string().regex(/^[A-Za-z0-9_-]+$/, "expected base64url");
const bytes = (most: number) => Base64Url.max(most);

const credential = {
  id: bytes(1_400),
  rawId: bytes(1_400),
  type: z.literal("public-key"),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).optional(),
};

/** What a browser answers when a passkey is made. Fields that nothing is decided by are dropped. */
export const EnrolmentResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(8_000),
    attestationObject: bytes(40_000),
    transports: z.array(z.string().max(40)).max(10).optional(),
  }),
});
export type EnrolmentResponse = z.output<typeof EnrolmentResponse>;

/** What a browser answers when a passkey signs. */
export const AssertionResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(8_000),
    authenticatorData: bytes(8_000),
    signature: bytes(8_000),
    userHandle: bytes(400).optional(),
  }),
});
export type AssertionResponse = z.output<typeof AssertionResponse>;
