import type { Metadata } from "next";
import { Page } from "#components/shell/page.tsx";
import { VerifyBundle } from "./_components/verify-bundle.tsx";

export const metadata: Metadata = {
  title: "Verify a bundle",
  description: "Checks the record of an incident or a checkpoint in your browser. Nothing is uploaded.",
};

export default function VerifyPage() {
  return (
    <Page
      width="reading"
      above="Holdpoint"
      title="Verify a bundle"
      description="Checks who signed what in the record of an incident or a checkpoint, and that nothing was changed since. The file is read here, in your browser: nothing is uploaded."
    >
      <VerifyBundle />
    </Page>
  );
}
