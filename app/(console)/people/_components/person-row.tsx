import { PhoneCall } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { Monogram } from "#components/ui/monogram.tsx";
import type { PackVocabulary } from "#lib/domain/protocol/vocabulary.ts";
import type { HeldRole, PersonLine } from "#lib/queries/people.ts";
import { PersonMenu } from "./person-menu.tsx";

type PersonRowProps = {
  person: PersonLine;
  /** Given to whoever may change the roster. */
  vocabulary: PackVocabulary | null;
};

/** A person, their side and roles; the roles they are on call for carry a telephone and say so. */
export function PersonRow({ person, vocabulary }: PersonRowProps) {
  const { name, email, party, roles, isViewer } = person;
  return (
    <li className="flex items-start gap-3 border-line border-b px-3 py-3 last:border-b-0">
      <Monogram name={name} className="mt-0.5 size-8! text-s!" />
      <div className="grid min-w-0 flex-1 gap-x-6 gap-y-1.5 md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <div className="min-w-0">
          <p className="font-semibold">
            {name}
            {isViewer ? <span className="font-normal text-faint"> (you)</span> : null}
          </p>
          <p className="truncate text-s text-soft" title={email}>
            {email}
          </p>
          {party === null ? null : (
            <p className="text-s text-soft">
              {party.title}
              {party.of === "" ? "" : `, ${party.of}`}
            </p>
          )}
        </div>
        <ul className="flex flex-wrap content-start items-center gap-1.5" aria-label={`Roles of ${name}`}>
          {roles.map((role) => (
            <li key={role.key}>
              <RoleBadge role={role} />
            </li>
          ))}
          {person.isAdministrator ? (
            <li>
              <Badge tone="neutral">Administrator</Badge>
            </li>
          ) : null}
          {person.isAuditor ? (
            <li>
              <Badge tone="neutral">Auditor</Badge>
            </li>
          ) : null}
          {roles.length === 0 && !person.isAdministrator && !person.isAuditor ? (
            <li className="text-faint text-s">No role yet</li>
          ) : null}
        </ul>
      </div>
      {vocabulary === null ? null : <PersonMenu person={person} vocabulary={vocabulary} />}
    </li>
  );
}

function RoleBadge({ role }: { role: HeldRole }) {
  return role.isOnCall ? (
    <Badge tone="met" icon={PhoneCall}>
      <span>
        {role.title}
        <span className="font-normal">, on call</span>
      </span>
    </Badge>
  ) : (
    <Badge>{role.title}</Badge>
  );
}
