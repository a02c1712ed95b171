/** What one clause of a document asks, in our words. Data stands in the pack; behaviour is what the console does. */
export type Clause = {
  clause: string;
  data?: Record<string, string>;
  behaviour?: Record<string, string>;
};
export type RuleBook = { pack: string; clauses: Clause[] };

export type RuleKind = "data" | "behaviour";
export type Rule = { id: string; says: string; clause: string; kind: RuleKind; pack: string };
