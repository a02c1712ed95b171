import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { requireViewer } from "#lib/auth/session/index.ts";
import { readRoom } from "#lib/queries/room.ts";
import { WarRoomOf } from "../_components/room/war-room.tsx";

type RoomPage = { params: Promise<{ reference: string }> };

/** The room for whoever asks, read once for a request. */
const roomOf = cache(async (reference: string) => {
  const { personId, name, isAuditor } = await requireViewer();
  return readRoom({ personId, name, isAuditor }, reference);
});

export async function generateMetadata({ params }: RoomPage): Promise<Metadata> {
  const { reference } = await params;
  // Because the page itself begins only after the frame around it, which asks the database things of its own.
  roomOf(reference).catch(() => null);
  return { title: reference };
}

export default async function WarRoomPage({ params }: RoomPage) {
  const view = await roomOf((await params).reference);
  if (view === null) notFound();
  return <WarRoomOf told={JSON.stringify(view)} />;
}
