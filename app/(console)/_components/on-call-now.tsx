import { PhoneOff } from "lucide-react";
import { Card, Row } from "#components/ui/card.tsx";
import { Monogram } from "#components/ui/monogram.tsx";
import type { OnCallRole } from "#lib/queries/people.ts";

/** Who is to be called for which role, and which roles nobody answers for. */
export function OnCallNow({ roles }: { roles: OnCallRole[] }) {
  const covered = roles.filter((role) => role.people.length > 0);
  const open = roles.filter((role) => role.people.length === 0);
  return (
    <Card>
      <ul>
        {covered.map((role) => (
          <Row as="li" key={role.key}>
            <span className="flex shrink-0 -space-x-1.5">
              {role.people.slice(0, 3).map((person) => (
                <Monogram key={person.id} name={person.name} className="ring-2 ring-plate" />
              ))}
            </span>
            <span className="min-w-0">
              <span className="font-medium">{role.people.map(({ name }) => name).join(", ")}</span>{" "}
              <span className="block text-soft">{role.title}</span>
            </span>
          </Row>
        ))}
      </ul>
      {open.length === 0 ? null : (
        <p className="flex items-start gap-2 border-line border-t px-3 py-2 text-faint text-s first:border-t-0">
          <PhoneOff aria-hidden className="mt-[3px] size-3.5 shrink-0" />
          <span>Nobody is on call as {open.map(({ title }) => title).join(", ")}.</span>
        </p>
      )}
    </Card>
  );
}
