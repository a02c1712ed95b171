/** Where passkeys of others are countersigned. */
export const countersigningAddress = "/settings/security";
