"use client";

import { useState } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { useSay } from "#components/ui/toast.tsx";
import { sizeWords } from "#lib/domain/evidence/size-words.ts";
import { FileField } from "./file-field.tsx";
import type { Said } from "./send-file.ts";
import { useUpload } from "./use-upload.ts";

/** A file of evidence: the one that was chosen, for whom it is, and its way to the console. */
export function useEvidenceFile({ reference, mostBytes }: { reference: string; mostBytes: number }) {
  const say = useSay();
  const [file, setFile] = useState<File | null>(null);
  const [isForPartyAlone, setIsForPartyAlone] = useState(false);
  const { upload, share, told } = useUpload();
  const canSend = file !== null && file.size <= mostBytes;
  const send = async (said: Said) => {
    if (file === null || !canSend) return false;
    const done = await upload(said, file);
    if (done === null) return false;
    const detail = (
      <>
        Entry {done.seq} of the log, <Digest value={done.sha256} what="sha256" />
      </>
    );
    say({ title: `Handed in: ${sizeWords(done.bytes)}`, tone: "met", detail });
    return true;
  };
  const submit = (requirement: string, summary: string) =>
    send({ reference, requirement, summary, isForPartyAlone });
  return {
    mostBytes,
    file,
    setFile,
    isForPartyAlone,
    setIsForPartyAlone,
    share,
    told,
    canSend,
    send,
    submit,
  };
}

type FileFieldsProps = { files: ReturnType<typeof useEvidenceFile>; party: string | null };

export function FileFields({ files, party }: FileFieldsProps) {
  return (
    <>
      <FileField file={files.file} onChoose={files.setFile} mostBytes={files.mostBytes} share={files.share} />
      {party === null ? null : (
        <Checkbox
          label={`Only ${party} may read it`}
          hint="The other side sees that it is there, with its digest and size."
          checked={files.isForPartyAlone}
          onChange={(event) => files.setIsForPartyAlone(event.target.checked)}
        />
      )}
    </>
  );
}
