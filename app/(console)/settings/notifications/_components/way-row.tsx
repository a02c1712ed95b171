"use client";

import { Button, ButtonLink } from "#components/ui/button.tsx";
import type { NotificationsView, OwnWay } from "#lib/queries/notifications.ts";
import { useChange } from "../../../_components/use-change.ts";
import { TestButton } from "../../channels/_components/test-button.tsx";
import { removeOwnChannelAction, savePreferencesAction } from "../actions.ts";

type WayRowProps = { way: OwnWay; index: number; view: NotificationsView };

/** One way to the viewer, its place in the order, and a test of it. */
export function WayRow({ way, index, view }: WayRowProps) {
  const { id, title, detail } = way;
  const moved = useChange(savePreferencesAction, { saysRefusal: true });
  const removed = useChange(removeOwnChannelAction, { saysRefusal: true });
  const up = () => {
    const order = view.ways.map((one) => one.id).filter((one) => one !== id);
    order.splice(index - 1, 0, id);
    const { quietFrom, quietUntil, timeZone } = view;
    return moved.send({ order, quietFrom, quietUntil, timeZone }, `${title} is tried earlier`);
  };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-3 py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-semibold">
          <span className="figures text-faint">{index + 1}.</span> {title}
        </p>
        <p className="break-words text-s text-soft">{detail}</p>
      </div>
      <span className="flex flex-wrap gap-2">
        {index === 0 ? null : (
          <Button onClick={() => void up()} isPending={moved.told.pending}>
            Earlier<span className="sr-only"> {title}</span>
          </Button>
        )}
        <TestButton channel={id} name={title} />
        {id === "mail" ? null : (
          <>
            <ButtonLink href={`/settings/channels/${id}`} aria-label={`Attempts by ${title}`}>
              Attempts
            </ButtonLink>
            <Button
              onClick={() => void removed.send({ id }, `${title} is removed`)}
              isPending={removed.told.pending}
            >
              Remove<span className="sr-only"> {title}</span>
            </Button>
          </>
        )}
      </span>
    </li>
  );
}
