import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card, Row } from "#components/ui/card.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ExportLine } from "#lib/queries/exports.ts";

/** Who had which record, the last one first. */
export function ExportList({ exports }: { exports: readonly ExportLine[] }) {
  if (exports.length === 0) return <EmptyState title="Nobody has exported this record yet." />;
  return (
    <Card>
      <ul>
        {exports.map((one) => (
          <Row key={one.id} as="li" end={<State of={one} />}>
            <span className="min-w-0">
              {one.askedBy}, <Time value={one.askedAt} show="both" />
              <What of={one} />
            </span>
          </Row>
        ))}
      </ul>
    </Card>
  );
}

function What({ of: { headSeq, sha256, failedBecause } }: { of: ExportLine }) {
  if (failedBecause !== null) return <span className="block text-breach">{failedBecause}</span>;
  if (headSeq === null || sha256 === null) return null;
  return (
    <span className="block text-soft">
      up to entry {headSeq}, SHA-256 <Digest value={sha256} what="the bundle's digest" />
    </span>
  );
}

function State({ of: { id, isOwn, hasBytes, madeAt, failedBecause } }: { of: ExportLine }) {
  if (failedBecause !== null) return <Badge tone="breach">not made</Badge>;
  if (madeAt === null) return <Badge tone="run">being made</Badge>;
  if (!hasBytes) return <Badge>kept no longer</Badge>;
  if (!isOwn) return <Badge>made</Badge>;
  return (
    <a className={buttonClass("plain", "s")} href={`/api/exports/${id}`} download>
      Download
    </a>
  );
}
