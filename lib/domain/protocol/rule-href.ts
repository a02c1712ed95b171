/**
 * Where a rule of a protocol can be read, at its own anchor: in the version of that hash, which an incident keeps to, else
 * in the one that is in force.
 */
export const ruleHref = (packId: string, rule: string, hash?: string | undefined): string =>
  hash === undefined ? `/protocols/${packId}#${rule}` : `/protocols/${packId}/versions/${hash}#${rule}`;
