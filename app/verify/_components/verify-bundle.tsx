"use client";

import { useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { ChooseBundle } from "./choose-bundle.tsx";
import { TrustedKeys } from "./trusted-keys.tsx";
import { type State, useVerifier } from "./use-verifier.ts";
import { VerdictView } from "./verdict-view.tsx";

export function VerifyBundle() {
  const { state, check, forget } = useVerifier();
  const [bundle, setBundle] = useState<File | null>(null);
  const [keys, setKeys] = useState("");
  const checkWith = (file: File | null, text: string) => {
    if (file !== null) check(file.name, { bundle: file, keys: text });
  };
  return (
    <div className="space-y-5">
      <ChooseBundle
        isReady={state.kind !== "starting"}
        onChosen={(file) => {
          setBundle(file);
          checkWith(file, keys);
        }}
      />
      <TrustedKeys
        keys={keys}
        error={state.kind === "told" && state.outcome.kind === "keys" ? state.outcome.reason : null}
        canCheck={bundle !== null && state.kind !== "working"}
        onChange={(text) => {
          setKeys(text);
          // Because a verdict says what holds by the keys that were asked, and would be read beside these.
          forget();
        }}
        onCheck={(text) => checkWith(bundle, text)}
      />
      <div aria-live="polite">
        <Outcome state={state} />
      </div>
    </div>
  );
}

function Outcome({ state }: { state: State }) {
  if (state.kind === "working") return <Banner tone="run" title={`Checking ${state.name}`} />;
  if (state.kind !== "told" || state.outcome.kind === "keys") return null;
  const { name, outcome } = state;
  if (outcome.kind === "read") return <VerdictView name={name} {...outcome} />;
  const title = outcome.kind === "unreadable" ? "Unreadable" : "Stopped";
  return (
    <Banner tone="breach" title={`${name}: ${title}`}>
      <p className="wrap-anywhere">{outcome.reason}.</p>
    </Banner>
  );
}
