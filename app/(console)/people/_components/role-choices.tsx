"use client";

import { Checkbox } from "#components/ui/checkbox.tsx";
import type { PackVocabulary } from "#lib/domain/protocol/vocabulary.ts";
import type { HeldRole } from "#lib/queries/people.ts";

type RoleChoicesProps = {
  vocabulary: PackVocabulary;
  /** Roles that the person has, also one that no protocol knows any more. */
  held: readonly HeldRole[];
  roles: string[];
  onRoles: (roles: string[]) => void;
  onCallRoles: string[];
  onOnCallRoles: (roles: string[]) => void;
};

const turned = (list: string[], key: string, isOn: boolean) =>
  isOn ? [...list.filter((one) => one !== key), key] : list.filter((one) => one !== key);

/** Each role with two boxes: held, and on call for it now. */
export function RoleChoices(props: RoleChoicesProps) {
  const { vocabulary, held, roles, onRoles, onCallRoles, onOnCallRoles } = props;
  const known = vocabulary.roles.map(({ key, title, party }) => ({ key, title, party }));
  const forgotten = held.filter((role) => !known.some(({ key }) => key === role.key));
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-s">Roles</legend>
      <ul className="rounded-m border border-line-strong">
        {[...known, ...forgotten].map(({ key, title, party }) => {
          const isHeld = roles.includes(key);
          return (
            <li
              key={key}
              className="flex flex-wrap items-center justify-between gap-x-4 border-line border-b px-3 py-1.5 last:border-b-0"
            >
              <Checkbox
                label={
                  <>
                    {title}
                    {party === null ? null : (
                      <span className="text-faint"> ({partyTitle(vocabulary, party)})</span>
                    )}
                  </>
                }
                checked={isHeld}
                onChange={(event) => onRoles(turned(roles, key, event.target.checked))}
              />
              <Checkbox
                label={
                  <>
                    on call<span className="sr-only"> as {title}</span>
                  </>
                }
                disabled={!isHeld}
                checked={isHeld && onCallRoles.includes(key)}
                onChange={(event) => onOnCallRoles(turned(onCallRoles, key, event.target.checked))}
              />
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

const partyTitle = (vocabulary: PackVocabulary, key: string) =>
  vocabulary.parties.find((party) => party.key === key)?.title ?? key;
