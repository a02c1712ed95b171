import Link from "next/link";
import { Digest } from "#components/ui/digest.tsx";
import { Time } from "#components/ui/time.tsx";
import type { PublishedProtocol } from "#lib/queries/protocols.ts";

/** Where a version comes from, how it is known, and what else there is of it. */
export function Provenance({ published: { pack, hash, publishedAt } }: { published: PublishedProtocol }) {
  return (
    <p className="mb-6 max-w-3xl text-s text-soft">
      Version {pack.version}, published <Time value={publishedAt} show="both" className="font-sans!" />. An
      incident keeps to the version that it was declared under:{" "}
      <Digest value={hash} what="digest of this version" />
      <br />
      After: {pack.source}. What the source leaves open is marked as our reading.
      <br />
      <Link className="link" href={`/protocols/${pack.id}/versions`}>
        Versions and record
      </Link>{" "}
      ·{" "}
      <a className="link" href={`/protocols/${pack.id}/versions/${hash}/file`} download>
        This version as a file
      </a>
    </p>
  );
}
