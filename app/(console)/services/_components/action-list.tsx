import { ChevronRight } from "lucide-react";
import { Card, Panel } from "#components/ui/card.tsx";
import { durationText } from "#components/ui/time-text.ts";
import type { ActionView } from "#lib/queries/services.ts";

const kinds: Record<ActionView["executor"], string> = {
  command: "runs a program",
  http: "sends a request",
  "http-check": "asks an address",
  check: "asks and changes nothing",
  git: "commits to a repository",
  manual: "done by a person",
  kubernetes: "moves a deployment of a cluster",
  cloudflare: "moves a worker or a site",
  github: "dispatches a workflow and follows it",
};

/** What the worker may run here, word for word. A protocol's step can only name one of these. */
export function ActionList({ actions }: { actions: ActionView[] }) {
  return (
    <Panel title="Registered actions" level={3} aside={actions.length === 0 ? undefined : actions.length}>
      {actions.length === 0 ? (
        <p className="text-s text-soft">
          None. An administrator registers them in the worker's configuration; until then no rollback can run
          here.
        </p>
      ) : (
        <Card>
          <ul>
            {actions.map((action) => (
              <li key={action.id} className="border-line border-b last:border-b-0">
                <ActionRow action={action} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Panel>
  );
}

function ActionRow({ action }: { action: ActionView }) {
  const { id, title, executor, words, parameters, timeoutSeconds, isIdempotent } = action;
  return (
    <details className="group">
      <summary className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5 px-3 py-2 hover:bg-hover">
        <ChevronRight aria-hidden className="size-3.5 shrink-0 self-center text-faint group-open:rotate-90" />
        <span className="font-medium">{title}</span>
        <span className="figures text-faint text-s">{id}</span>
      </summary>
      <div className="grid gap-2 px-3 pb-3 text-s">
        <p className="flex flex-wrap gap-1">
          {words.map((word, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: arguments may repeat, and their order is what they are.
            <code key={index} className="figures break-all rounded-s bg-hover px-1.5 py-0.5">
              {word}
            </code>
          ))}
        </p>
        <p className="text-soft">
          {kinds[executor]} · stopped after {durationText(timeoutSeconds)} ·{" "}
          {isIdempotent ? "may be repeated" : "is never repeated by itself"}
          {parameters.map(({ name, what }) => ` · ${name}: ${what}`).join("")}
        </p>
      </div>
    </details>
  );
}
