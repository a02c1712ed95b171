import { Card, Panel, Row } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import type { CheckpointView } from "#lib/queries/checkpoint-view.ts";
import { HandedIn } from "./handed-in.tsx";

const mostWords = 400;
const shortened = (words: string) => (words.length > mostWords ? `${words.slice(0, mostWords)}...` : words);

/** The checkpoint's log as people read it, the newest on top. */
export function CheckpointTimeline({ view }: { view: CheckpointView }) {
  return (
    <Panel title="Timeline" aside={String(view.timeline.length)}>
      <Card>
        <ol>
          {view.timeline.map(({ seq, at, by, sentence, words, file }) => (
            <Row key={seq} as="li" className="items-start">
              <span className="figures shrink-0 text-faint">{seq}</span>
              <div className="min-w-0">
                <p>
                  {by} {sentence}
                </p>
                {words === "" ? null : (
                  <p className="whitespace-pre-wrap break-words text-soft">{shortened(words)}</p>
                )}
                {file === null ? null : <HandedIn reference={view.reference} file={file} />}
                <Time value={at} className="text-faint text-xs" />
              </div>
            </Row>
          ))}
        </ol>
      </Card>
    </Panel>
  );
}
