"use client";

import { clsx } from "clsx";
import { FileUp } from "lucide-react";
import { type DragEvent, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { sizeWords } from "#lib/domain/evidence/size-words.ts";

type FileFieldProps = {
  file: File | null;
  onChoose: (file: File | null) => void;
  mostBytes: number;
  /** How far it is on its way; null where it is not. */
  share: number | null;
  /** There need be none, and one that was chosen may be left out again. */
  isOptional?: boolean;
};

/** A file chosen or dropped, and how far it has come. */
export function FileField({ file, onChoose, mostBytes, share, isOptional = false }: FileFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const { isOver, onDragOver, onDragLeave, onDrop } = useDrop((dropped) => {
    // Because the browser asks the field itself whether a file was given.
    if (input.current !== null) input.current.files = listOf(dropped);
    onChoose(dropped);
  });
  const leaveOut = () => {
    // Because the same file may be chosen again.
    if (input.current !== null) input.current.value = "";
    onChoose(null);
  };
  return (
    <div>
      <label
        htmlFor={id}
        onDragOver={onDragOver}
        onDragLeave={onDragLeave}
        onDrop={onDrop}
        className={clsx(
          "flex cursor-pointer items-center gap-3 rounded-m border border-dashed px-3 py-4 has-focus-visible:outline-2 has-focus-visible:outline-accent",
          isOver ? "border-accent bg-hover" : "border-line-strong bg-plate hover:bg-hover",
        )}
      >
        <FileUp aria-hidden className="size-5 shrink-0 text-soft" />
        <Chosen file={file} mostBytes={mostBytes} isOptional={isOptional} />
        <input
          id={id}
          ref={input}
          type="file"
          required={!isOptional}
          aria-label="The file"
          className="sr-only"
          onChange={(event) => onChoose(event.target.files?.item(0) ?? null)}
        />
      </label>
      {file !== null && file.size > mostBytes ? (
        <p role="alert" className="mt-1 text-breach text-s">
          This file is too big: at most {sizeWords(mostBytes)} are taken.
        </p>
      ) : null}
      {isOptional && file !== null && share === null ? <LeaveOut onLeaveOut={leaveOut} /> : null}
      {share === null ? null : <OnItsWay share={share} />}
    </div>
  );
}

const Chosen = ({
  file,
  mostBytes,
  isOptional,
}: Pick<FileFieldProps, "file" | "mostBytes" | "isOptional">) => (
  <span className="min-w-0">
    <span className="block break-all font-semibold">
      {file?.name ?? `${isOptional ? "Add" : "Choose"} a file, or drop it here`}
    </span>
    <span className="block text-s text-soft">
      {file === null ? `At most ${sizeWords(mostBytes)}; it is never opened here` : sizeWords(file.size)}
    </span>
  </span>
);

const LeaveOut = ({ onLeaveOut }: { onLeaveOut: () => void }) => (
  <Button size="s" variant="quiet" className="mt-1" onClick={onLeaveOut}>
    Leave the file out
  </Button>
);

const OnItsWay = ({ share }: { share: number }) => (
  <div className="mt-2 flex items-center gap-3 text-s text-soft">
    <Progress label="Upload" value={share} max={1} />
    {share < 1 ? `${Math.floor(share * 100)} %` : "being checked"}
  </div>
);

function listOf(file: File): FileList {
  const transfer = new DataTransfer();
  transfer.items.add(file);
  return transfer.files;
}

/** What is dropped here; words and links are no file, and change nothing. */
function useDrop(onFile: (file: File) => void) {
  const [isOver, setIsOver] = useState(false);
  return {
    isOver,
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setIsOver(true);
    },
    onDragLeave: () => setIsOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setIsOver(false);
      const file = event.dataTransfer.files.item(0);
      if (file !== null) onFile(file);
    },
  };
}
