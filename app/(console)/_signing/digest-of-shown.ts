/** SHA-256 of a text on the screen, made here: what is confirmed is what is shown, not what somebody says is shown. */
export async function digestOfShown(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
