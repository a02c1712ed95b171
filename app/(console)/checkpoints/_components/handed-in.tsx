import { Digest } from "#components/ui/digest.tsx";
import { visibleWords } from "#components/ui/visible-words.ts";
import { evidenceAddress } from "#lib/domain/evidence/address.ts";
import { sizeWords } from "#lib/domain/evidence/size-words.ts";
import type { FileView } from "#lib/queries/checkpoint-view.ts";

/** The file of a report, to be fetched, with the digest that the log names. */
export function HandedIn({ reference, file }: { reference: string; file: FileView }) {
  const { id, name, bytes, sha256 } = file;
  return (
    <p className="text-soft">
      <a className="link break-all" download href={evidenceAddress(reference, id)}>
        {visibleWords(name)}, {sizeWords(bytes)}
      </a>{" "}
      <Digest value={sha256} what="file's digest" />
    </p>
  );
}
