import { listPersonChannels, listPreferences } from "#lib/store/person-channels.ts";

export type OwnWay = { id: string; title: string; detail: string };
export type NotificationsView = {
  /** In the order in which they are tried. */
  ways: OwnWay[];
  quietFrom: number | null;
  quietUntil: number | null;
  timeZone: string;
};

/** How one person wants to be told; only ever the viewer's own. */
export async function readNotifications(viewer: {
  personId: string;
  email: string;
}): Promise<NotificationsView> {
  const [[preference], channels] = await Promise.all([
    listPreferences([viewer.personId]),
    listPersonChannels([viewer.personId]),
  ]);
  const known: OwnWay[] = [
    ...channels.map(({ id, title, kind, host }) => ({
      id,
      title,
      detail: `${kind === "slack" ? "Slack" : "Teams"} · ${host}`,
    })),
    { id: "mail", title: "Mail", detail: viewer.email },
  ];
  const order = preference?.order ?? [];
  const placeOf = ({ id }: OwnWay) => (order.includes(id) ? order.indexOf(id) : order.length);
  return {
    ways: known.toSorted((a, b) => placeOf(a) - placeOf(b)),
    quietFrom: preference?.quietFrom ?? null,
    quietUntil: preference?.quietUntil ?? null,
    timeZone: preference?.timeZone ?? "UTC",
  };
}
