import { canonicalJson } from "#lib/platform/canonical.ts";
import { sha256 } from "#lib/platform/digest.ts";
import type { Loosened } from "./forge.ts";
import { attested, entries, object, statement, typed, type Variant } from "./forgeries.ts";

type Facts = Record<string, unknown>;
type Part = { person: string; roles: string[]; party: string | null };
const lead = "0c3b5b3a-5a3f-4f0e-9d5c-2b8f6f1e7a11";
const stranger = "0c3b5b3a-5a3f-4f0e-9d5c-2b8f6f1e7a12";
const always = { from: "2000-01-01T00:00:00.000Z", until: "2999-01-01T00:00:00.000Z" };

type Changed = {
  naming?: Facts;
  by?: string;
  says?: Facts;
  isOfParty?: boolean;
  ended?: boolean;
  joins?: string;
};

/** Its signer is of no party, and somebody else is of theirs. */
function unsided(list: Loosened[], person: string, party: string, isOfParty = false): void {
  for (const { facts } of typed(list, "IncidentDeclared")) {
    const parts = facts.participants as Part[];
    const others = parts.map((one) => (one.person === person && !isOfParty ? { ...one, party: null } : one));
    facts.participants = [...others, { person: lead, roles: [], party }];
  }
  for (const { facts } of typed(list, "RoleAssigned"))
    if (facts.person === person && !isOfParty) facts.party = null;
}

/** The last verdict is a deputy's, whom the entry before it names. */
const standsIn = ({ naming, by = lead, says, isOfParty, ended, joins: joined }: Changed): Variant["make"] =>
  entries((list) => {
    const verdict = typed(list, "VerdictSigned").at(-1);
    if (verdict === undefined) return list;
    const at = list.indexOf(verdict);
    const { person, party } = verdict.facts as { person: string; party: string };
    unsided(list, person, party, isOfParty);
    const deputyFor = { person: lead, named: at + 1 };
    const said = { ...object(JSON.parse(String(verdict.facts.statement))), deputyFor, ...says };
    const text = canonicalJson(says?.deputyFor === null ? withoutDeputy(said) : said);
    Object.assign(verdict.facts, { statement: text, statementDigest: sha256(text), proof: attested });
    const entry = (type: string, facts: Facts): Loosened => ({
      header: { ...verdict.header, type, actor: { kind: "person", id: by }, textDigest: null },
      facts,
      text: null,
      textSalt: null,
    });
    const named = entry("DeputyNamed", { person, party, ...always, ...naming });
    const role = { person, role: "peer", party: joined ?? null, takesCommand: false };
    const after = [
      ...(ended ? [entry("DeputyEnded", { named: at + 1 })] : []),
      ...(joined === undefined ? [] : [entry("RoleAssigned", role)]),
    ];
    return [...list.slice(0, at), named, ...after, ...list.slice(at)];
  });

const withoutDeputy = ({ deputyFor: _, ...rest }: Facts): Facts => rest;

/** What the rules of a deputy forbid. That a deputy's signature holds is shown by a real one. */
export const deputyVariants: Variant[] = [
  {
    name: "a deputy whom the other party named",
    finds: "quorum",
    says: "not named by somebody of the party",
    make: standsIn({ by: stranger }),
  },
  {
    name: "a deputy who is of a party",
    finds: "quorum",
    says: "the deputy is of a party",
    make: standsIn({ isOfParty: true }),
  },
  {
    name: "a deputy whose time is over",
    finds: "quorum",
    says: "is not of the party",
    make: standsIn({ naming: { until: "2000-01-02T00:00:00.000Z" } }),
  },
  {
    name: "a deputy whose time has not begun",
    finds: "quorum",
    says: "is not of the party",
    make: standsIn({ naming: { from: "2998-01-02T00:00:00.000Z" } }),
  },
  {
    name: "a deputy for the other party",
    finds: "quorum",
    says: "is not of the party",
    make: standsIn({ naming: { party: "another" } }),
  },
  {
    name: "a deputy who was taken back",
    finds: "quorum",
    says: "is not of the party",
    make: standsIn({ ended: true }),
  },
  {
    name: "a deputy who has come to a party since",
    finds: "quorum",
    says: "is not of the party",
    make: standsIn({ joins: "another" }),
  },
  {
    name: "a deputy taken back who was never named",
    finds: "quorum",
    says: "takes back no deputy",
    make: standsIn({ by: stranger, ended: true }),
  },
  {
    name: "a deputy's statement that does not say for whom",
    finds: "statement",
    says: "another deputy than the log",
    make: standsIn({ says: { deputyFor: null } }),
  },
  {
    name: "a deputy's statement that says another entry",
    finds: "statement",
    says: "another deputy than the log",
    make: standsIn({ says: { deputyFor: { person: lead, named: 1 } } }),
  },
  {
    name: "a party's own signer who says to be a deputy",
    finds: "statement",
    says: "another deputy than the log",
    make: statement(() => ({ deputyFor: { person: lead, named: 2 } })),
  },
  {
    name: "a naming that is none",
    finds: "log",
    make: standsIn({ naming: { from: "tomorrow" } }),
  },
];
