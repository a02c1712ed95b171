"use client";

import { CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import { NearTime } from "#components/incident/near-time.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, Panel, Row } from "#components/ui/card.tsx";
import { useServerNow } from "#components/ui/server-clock.ts";
import type { TaskState } from "#lib/domain/incident/state.ts";
import { entryWords } from "../view/spoken.ts";
import { useRoom } from "./room-context.ts";

/** Who was asked to do what, until when, and what is done. */
export function TasksPanel() {
  const { state, viewer, open } = useRoom();
  const isOpen = state.status === "open";
  const hasPart = state.participants.some(({ person }) => person === viewer.person);
  const left = state.tasks.filter(({ done }) => done === null).length;
  if (state.tasks.length === 0 && !(isOpen && hasPart)) return null;
  return (
    <Panel
      title="Tasks"
      aside={
        isOpen && hasPart ? (
          <Button size="s" variant="quiet" onClick={() => open({ kind: "add-task" })}>
            Give a task
          </Button>
        ) : (
          `${left} open`
        )
      }
    >
      <Card>
        {state.tasks.length === 0 ? (
          <Row>
            <span className="text-soft">Nobody was given a task.</span>
          </Row>
        ) : (
          <ul>
            {state.tasks.map((task) => (
              <TaskRow key={task.task} task={task} />
            ))}
          </ul>
        )}
      </Card>
    </Panel>
  );
}

function TaskRow({ task }: { task: TaskState }) {
  const { state, view, log, names, viewer, open } = useRoom();
  const mayMove =
    state.status === "open" &&
    task.done === null &&
    (viewer.commander ||
      viewer.roles.includes(view.pack.commander) ||
      [task.owner, task.by].includes(viewer.person));
  return (
    <Row
      as="li"
      end={
        mayMove ? (
          <Button
            size="s"
            variant="quiet"
            aria-label={`Give to somebody else: ${entryWords(task.seq, log.entries)}`}
            onClick={() => open({ kind: "reassign-task", task: task.task })}
          >
            Reassign
          </Button>
        ) : undefined
      }
    >
      <span className="min-w-0">
        {entryWords(task.seq, log.entries)}
        <span className="flex flex-wrap items-center gap-x-1.5 text-faint text-xs">
          <TaskWord task={task} renderedAt={view.serverNow} /> · {names.person(task.owner)}
        </span>
      </span>
    </Row>
  );
}

/** Done, open or overdue: by icon and word. */
function TaskWord({ task, renderedAt }: { task: TaskState; renderedAt: string }) {
  const now = useServerNow(renderedAt);
  if (task.done !== null)
    return (
      <span className="inline-flex items-center gap-1 text-met">
        <CircleCheck aria-hidden className="size-3.5" /> Done
      </span>
    );
  if (task.dueAt !== null && Date.parse(task.dueAt) <= now)
    return (
      <span className="inline-flex items-center gap-1 text-breach">
        <TriangleAlert aria-hidden className="size-3.5" /> Overdue since{" "}
        <NearTime value={task.dueAt} from={renderedAt} />
      </span>
    );
  return (
    <span className="inline-flex items-center gap-1">
      <CircleDashed aria-hidden className="size-3.5" /> Open
      {task.dueAt === null ? null : (
        <>
          , due <NearTime value={task.dueAt} from={renderedAt} />
        </>
      )}
    </span>
  );
}
