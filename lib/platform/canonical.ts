import canonicalize from "canonicalize";

/**
 * RFC 8785 bytes of a JSON value, as a string. Throws on anything that JSON cannot say, and on lone surrogates,
 * because the library passes them through and two verifiers would then disagree about the bytes.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("the value has no JSON form");
  if (!text.isWellFormed()) throw new TypeError("the value holds a lone surrogate, which has no UTF-8 form");
  return text;
}
