"use client";

import { Banner } from "#components/ui/banner.tsx";
import { useRoom } from "../room/room-context.ts";
import { many } from "../sentence/lexicon.ts";
import { type Reach, reachOf } from "../view/notice.ts";

const reachWords = ({ people, endpoints }: Reach) =>
  [
    people > 0 ? `${many(people, "person", "people")} by mail` : "",
    endpoints > 0 ? many(endpoints, "webhook") : "",
  ]
    .filter((part) => part !== "")
    .join(", ") || "nobody";

/** Who a notice will reach, audience by audience, and a plain word where that is nobody. */
export function NoticeReach({ template }: { template: string }) {
  const { view, state } = useRoom();
  const reach = reachOf(template, view, state);
  const empty = reach.filter((one) => one.people + one.endpoints === 0);
  const hasNoChannel = view.channels.mail === false && view.channels.endpoints.length === 0;
  return (
    <section aria-label="Who it reaches">
      <p className="eyebrow mb-1">Who it reaches</p>
      <ul className="text-s">
        {reach.map((one) => (
          <li key={one.id} className="flex justify-between gap-3 border-line border-b py-1 last:border-b-0">
            <span>{one.title}</span>
            <span className="text-soft">{reachWords(one)}</span>
          </li>
        ))}
      </ul>
      {hasNoChannel ? (
        <Banner tone="breach" className="mt-2" title="Nobody can be reached">
          No channel is configured. An administrator sets one up; meanwhile tell people by other means.
        </Banner>
      ) : null}
      {!hasNoChannel && empty.length > 0 ? (
        <Banner
          tone="risk"
          className="mt-2"
          title={`Nobody stands behind ${empty.map((one) => one.title).join(", ")}`}
        >
          A clock is met only when every audience has accepted it.
        </Banner>
      ) : null}
    </section>
  );
}
