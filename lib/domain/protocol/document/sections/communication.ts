import { listed } from "../../condition-words.ts";
import type { ProtocolPack } from "../../pack.ts";
import { each, facts, group, part, type Section } from "../model.ts";
import { minutesWords } from "../spans.ts";
import { audiencesOf } from "./people.ts";

export const notices = (pack: ProtocolPack): Section<"notices"> => ({
  id: "notices",
  title: "Who is told, in which words",
  short: "Who is told",
  lead: "What stands in boxes is filled in; a notice does not leave while a required value is missing.",
  content: [
    group("Audiences", audiencesOf(pack)),
    group(
      "Notices",
      each(pack.notices, (notice, name) => noticeOf(pack, notice, name)),
    ),
  ],
});

function promiseWords({
  promisesNextUpdate,
  nextUpdateWithinMinutes: within,
}: ProtocolPack["notices"][string]) {
  if (!promisesNextUpdate) return null;
  return within === undefined
    ? "promises when the next one comes"
    : `promises when the next one comes, at most ${minutesWords(within)} later`;
}

function noticeOf(pack: ProtocolPack, notice: ProtocolPack["notices"][string], name: string) {
  const plain = notice.requires.filter((path) => notice.carries[path] === undefined);
  return part({
    id: `notices.${name}`,
    title: notice.title,
    of: notice,
    aside: `to ${listed(notice.audiences.map((key) => pack.audiences[key]?.title ?? key))}`,
    blocks: [
      facts([
        ["Must have", plain.length === 0 ? null : codes(plain)],
        ["The sender writes", listed(Object.values(notice.asks)) || null],
        ["Next update", promiseWords(notice)],
      ]),
      { is: "letter", subject: notice.subject, body: notice.body },
    ],
    items: Object.entries(notice.carries).map(([path, rule]) =>
      part({ id: `notices.${name}.${path}`, title: `It must have ${path}`, of: { rule } }),
    ),
  });
}

const codes = (paths: readonly string[]) =>
  paths.flatMap((path, index) => (index === 0 ? [{ code: path }] : [", ", { code: path }]));
