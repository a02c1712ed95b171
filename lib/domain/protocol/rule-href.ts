/** Where a rule of a protocol can be read: the pack's page, at the rule's own anchor. */
export const ruleHref = (packId: string, rule: string): string => `/protocols/${packId}#${rule}`;
