/** The one judge of what may be asked: http or https, and no user name that would end up in a log. */
export function parseTarget(address: string): URL | null {
  if (!URL.canParse(address)) return null;
  const target = new URL(address);
  const isPlain = /^https?:$/.test(target.protocol) && target.username === "" && target.password === "";
  return isPlain && target.hostname !== "" ? target : null;
}

export type Redirect = { ok: true; target: URL; keepsHeaders: boolean } | { ok: false; reason: string };

/** Encryption once begun is not given up, and what was meant for one place, a key perhaps, is not shown to the next. */
export function judgeRedirect(from: URL, location: string): Redirect {
  const target = URL.canParse(location, from) ? parseTarget(new URL(location, from).href) : null;
  if (target === null) return { ok: false, reason: "a redirect to no http or https address" };
  if (from.protocol === "https:" && target.protocol === "http:") {
    return { ok: false, reason: "a redirect from https to http" };
  }
  return { ok: true, target, keepsHeaders: target.origin === from.origin };
}
