import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireViewer } from "#lib/auth/session/index.ts";
import { readRoom } from "#lib/queries/room.ts";
import { WarRoomOf } from "../_components/room/war-room.tsx";

type RoomPage = { params: Promise<{ reference: string }> };

export async function generateMetadata({ params }: RoomPage): Promise<Metadata> {
  return { title: (await params).reference };
}

export default async function WarRoomPage({ params }: RoomPage) {
  const [viewer, { reference }] = await Promise.all([requireViewer(), params]);
  const { personId, name, isAuditor } = viewer;
  const view = await readRoom({ personId, name, isAuditor }, reference);
  if (view === null) notFound();
  return <WarRoomOf told={JSON.stringify(view)} />;
}
