const nowhere = "http://return.invalid";
const board = "/";

/** A path of this console, or the board: a link to sign in must not lead to another site, nor to a door without a screen. */
export function safeReturnPath(wished: string | null | undefined): string {
  if (!wished?.startsWith("/") || !URL.canParse(wished, nowhere)) return board;
  const url = new URL(wished, nowhere);
  // A dot segment drops out when it is parsed: "/.//host" has become "//host", which is another site.
  if (url.origin !== nowhere || url.pathname.startsWith("//")) return board;
  if (/^\/(api|sign-in|invitation)(\/|$)/.test(url.pathname)) return board;
  return url.pathname + url.search + url.hash;
}
