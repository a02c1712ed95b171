import { openMailSink } from "./mail-sink.ts";
import type { ChannelName, Manner } from "./schedule.ts";
import { openWebSink } from "./web-sink.ts";

/** A message as it came to somebody outside; one that was thrown away by a channel that lies is here too. */
export type Arrival = { at: number; channel: ChannelName; key: string; to: string };

/** The world outside: a mail server and three receivers, each of which can be told to misbehave. */
export async function openOutside() {
  const arrivals: Arrival[] = [];
  const manners = new Map<ChannelName, Manner>();
  const mannerOf = (channel: ChannelName): Manner => manners.get(channel) ?? "works";
  const arrive = (channel: ChannelName, key: string, to: string) =>
    void arrivals.push({ at: Date.now(), channel, key, to });
  const mail = await openMailSink(
    () => mannerOf("mail"),
    (key, to) => arrive("mail", key, to),
  );
  const web = await openWebSink(mannerOf, arrive);
  return {
    arrivals,
    smtpUrl: `smtp://127.0.0.1:${mail.port}`,
    addressOf: (channel: ChannelName) => `http://127.0.0.1:${web.port}/${channel}`,
    set(channel: ChannelName, manner: Manner) {
      manners.set(channel, manner);
      if (manner === "works") {
        mail.letGo();
        web.letGo();
      }
    },
    async close() {
      web.close();
      await mail.close();
    },
  };
}
export type Outside = Awaited<ReturnType<typeof openOutside>>;
