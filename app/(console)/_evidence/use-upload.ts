"use client";

import { useCallback, useState } from "react";
import type { ActionResult } from "#app/_action/action-result.ts";
import { newKey } from "#app/_action/new-key.ts";
import type { ActionState } from "#app/_action/use-action.ts";

export type HandedIn = { reference: string; seq: number; sha256: string; bytes: number };
type Result = ActionResult<HandedIn>;
type Said = { reference: string; requirement: string; summary: string; isForPartyAlone: boolean };

const nothing: ActionState = { refusal: null, error: null };
const lost = (correlationId: string): Result => ({
  ok: false,
  error: { message: "The file did not arrive: the connection was cut off. Try again.", correlationId },
});

function resultIn(text: string, key: string): Result {
  try {
    return JSON.parse(text) as Result;
  } catch {
    return lost(key);
  }
}

/** Sends the words in a first line and the file behind them; what the browser reads of it is never whole in memory. */
function send(said: Said, file: File, onProgress: (share: number) => void): Promise<Result> {
  const idempotencyKey = newKey();
  const line = JSON.stringify({ ...said, idempotencyKey, name: file.name, media: file.type });
  return new Promise((resolve) => {
    // Because fetch tells nothing of how far an upload has come.
    const request = new XMLHttpRequest();
    request.open("POST", "/api/evidence");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(resultIn(request.responseText, idempotencyKey));
    request.onerror = () => resolve(lost(idempotencyKey));
    request.send(new Blob([`${line}\n`, file], { type: "application/octet-stream" }));
  });
}

/** One upload at a time: how far it is, and what it was told. */
export function useUpload() {
  const [share, setShare] = useState<number | null>(null);
  const [state, setState] = useState(nothing);
  const upload = useCallback(async (said: Said, file: File): Promise<HandedIn | null> => {
    setShare(0);
    const result = await send(said, file, setShare);
    setShare(null);
    setState(result.ok ? nothing : { refusal: result.refusal ?? null, error: result.error ?? null });
    return result.ok ? result.value : null;
  }, []);
  return { upload, share, told: { ...state, pending: share !== null } };
}
