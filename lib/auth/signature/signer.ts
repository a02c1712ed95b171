/** The person who signs; a signed-in viewer is one. */
export type Signer = { personId: string; name: string; email: string };
