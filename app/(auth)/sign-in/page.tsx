import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentViewer } from "#lib/auth/session/index.ts";
import { safeReturnPath } from "#lib/auth/session/return-path.ts";
import { DoorCard } from "../_components/door-card.tsx";
import { SignInForm } from "./sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const asked = (await searchParams).return;
  const returnPath = safeReturnPath(typeof asked === "string" ? asked : null);
  if ((await currentViewer()) !== null) redirect(returnPath);
  const lead =
    returnPath === "/" ? "To the incidents you take part in." : "Then you go on to the page you asked for.";
  return (
    <DoorCard title="Sign in" lead={lead}>
      <SignInForm returnPath={returnPath} />
    </DoorCard>
  );
}
