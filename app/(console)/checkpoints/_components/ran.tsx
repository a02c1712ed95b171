import { evidenceAddress } from "#lib/domain/evidence/address.ts";
import { sizeWords } from "#lib/domain/evidence/size-words.ts";
import type { RanView } from "#lib/queries/checkpoint-view.ts";

/** Where a pipeline ran it, how it ended, what is still to be run, and all that it put out. */
export function Ran({ reference, ran }: { reference: string; ran: RanView }) {
  const { repository, branch, commit, isClean, exitCode, missing, file } = ran;
  return (
    <>
      <p className="break-words text-soft">
        Run by a pipeline, exit <span className="figures">{exitCode}</span>
        {repository === null ? "" : `, ${repository}`}
        {branch === null ? "" : `, ${branch}`}
        {commit === null ? "" : " at "}
        <span className="figures break-all">{commit}</span>
        {isClean === false ? ", with changes beside that commit" : ""} ·{" "}
        <a className="link" download href={evidenceAddress(reference, file.id)}>
          Output, {sizeWords(file.bytes)}
        </a>
      </p>
      {missing.length === 0 ? null : (
        <p className="text-soft">
          Still to be green at this commit: <span className="figures break-words">{missing.join("; ")}</span>
        </p>
      )}
    </>
  );
}
