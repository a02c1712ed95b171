import type { Metadata } from "next";
import { ExportsOf } from "../../../_export/exports-of.tsx";

type ExportPage = { params: Promise<{ reference: string }> };

export async function generateMetadata({ params }: ExportPage): Promise<Metadata> {
  return { title: `Export, ${(await params).reference}` };
}

export default async function ExportsPage({ params }: ExportPage) {
  const { reference } = await params;
  return <ExportsOf reference={reference} href={`/incidents/${reference}`} />;
}
