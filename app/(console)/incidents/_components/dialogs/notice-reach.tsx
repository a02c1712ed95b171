"use client";

import { Banner } from "#components/ui/banner.tsx";
import { useRoom } from "../room/room-context.ts";
import { many } from "../sentence/lexicon.ts";
import { type Reach, reachOf } from "../view/notice.ts";

const reachWords = ({ people, endpoints }: Reach) =>
  [
    people > 0 ? `${many(people, "person", "people")} by mail` : "",
    endpoints > 0 ? many(endpoints, "channel") : "",
  ]
    .filter((part) => part !== "")
    .join(", ") || "nobody";

/** Who a notice will reach, audience by audience, and a plain word where that is nobody. */
export function NoticeReach({ template }: { template: string }) {
  const { view, state } = useRoom();
  const reach = reachOf(template, view, state);
  const empty = reach.filter((one) => one.people + one.endpoints === 0);
  const { mail } = view.channels;
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
      <Warning mail={mail} empty={empty} isNobody={empty.length === reach.length} />
    </section>
  );
}

type WarningProps = { mail: boolean | null; empty: readonly Reach[]; isNobody: boolean };

/** What keeps a notice from somebody, said before it is sent. */
function Warning({ mail, empty, isNobody }: WarningProps) {
  if (mail === null)
    return (
      <Banner tone="breach" className="mt-2" title="Nothing leaves at the moment">
        No worker was heard of within the last minute. What is sent now waits until one is back; meanwhile
        tell people by other means.
      </Banner>
    );
  if (empty.length === 0) return null;
  const unmet = "A clock is met only when every audience has accepted it.";
  if (isNobody)
    return (
      <Banner tone="breach" className="mt-2" title="Nobody will be reached">
        {mail
          ? "Nobody stands behind its audiences."
          : "No mail server is configured, and no webhook speaks for them."}{" "}
        {unmet} Tell people by other means.
      </Banner>
    );
  return (
    <Banner
      tone="risk"
      className="mt-2"
      title={`Nobody is reached of ${empty.map((one) => one.title).join(", ")}`}
    >
      {mail ? "" : "No mail server is configured. "}
      {unmet}
    </Banner>
  );
}
