import { Snowflake } from "lucide-react";
import Link from "next/link";
import { RuleLink } from "#components/incident/rule-link.tsx";
import { Card, Row } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import { frozenWords } from "#lib/domain/freeze/scope.ts";
import { ruleHref } from "#lib/domain/protocol/rule-href.ts";
import type { FreezeLine } from "#lib/queries/freeze-lines.ts";

/** What may not move, where, why and since when. Known to everybody, also of rooms that are not theirs. */
export function FreezeRows({ freezes }: { freezes: FreezeLine[] }) {
  return (
    <Card>
      <ul>
        {freezes.map((freeze) => (
          <Row as="li" key={`${freeze.reference} ${freeze.title} ${freeze.setAt}`} className="items-start!">
            <Snowflake aria-hidden className="mt-[3px] size-4 shrink-0 text-run" />
            <div className="min-w-0">
              <p className="font-medium">{freeze.title}</p>
              <p className="text-soft">{frozenWords(freeze.actions, freeze.places)}</p>
              <p className="text-faint">
                <Why freeze={freeze} /> since <Time value={freeze.setAt} show="both" className="font-sans!" />{" "}
                until {freeze.until}
              </p>
              {freeze.passes.length === 0 ? null : (
                <p className="text-faint">Admitted meanwhile: {freeze.passes.join(", ")}</p>
              )}
            </div>
          </Row>
        ))}
      </ul>
    </Card>
  );
}

function Why({ freeze }: { freeze: FreezeLine }) {
  const { reference, packId, rule, isOpenToReader } = freeze;
  return (
    <>
      {isOpenToReader ? (
        <Link href={`/incidents/${reference}`} className="link figures">
          {reference}
        </Link>
      ) : (
        <span className="figures">{reference}</span>
      )}{" "}
      {rule === null ? null : <RuleLink rule={{ id: rule, href: ruleHref(packId, rule) }} />}
    </>
  );
}
