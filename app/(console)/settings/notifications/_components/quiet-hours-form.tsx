"use client";

import type { FormEvent } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card, CardBody, Panel } from "#components/ui/card.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { NotificationsView } from "#lib/queries/notifications.ts";
import { Refused } from "../../../_components/refused.tsx";
import { useChange } from "../../../_components/use-change.ts";
import { savePreferencesAction } from "../actions.ts";

const timeOf = (minute: number | null) =>
  minute === null
    ? ""
    : `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

function minuteOf(time: FormDataEntryValue | null): number | null {
  const found = /^(\d\d):(\d\d)/.exec(String(time ?? ""));
  return found === null ? null : Number(found[1]) * 60 + Number(found[2]);
}

/** When notices of what is not critical wait in the inbox. */
export function QuietHoursForm({ view }: { view: NotificationsView }) {
  const { send, told } = useChange(savePreferencesAction);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const input = {
      order: view.ways.map(({ id }) => id),
      quietFrom: minuteOf(form.get("quietFrom")),
      quietUntil: minuteOf(form.get("quietUntil")),
      timeZone: form.get("timeZone"),
    };
    void send(input, "Your quiet hours are kept");
  };
  return (
    <Panel title="Quiet hours">
      <Card>
        <CardBody>
          <form onSubmit={submit} className="grid gap-4">
            <p className="text-s text-soft">
              Meanwhile a notice goes to your inbox alone. A critical incident, a call while you are on call
              and an escalation reach you all the same, and so does a notice that nobody else of your audience
              would get.
            </p>
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField label="From" name="quietFrom" type="time" defaultValue={timeOf(view.quietFrom)} />
              <TextField label="Until" name="quietUntil" type="time" defaultValue={timeOf(view.quietUntil)} />
            </div>
            <TextField
              label="Time zone"
              name="timeZone"
              defaultValue={view.timeZone}
              hint="Such as Europe/Berlin. Leave both times empty for no quiet hours."
              isRequired
            />
            <Refused refusal={told.refusal} error={told.error} />
            <Button type="submit" variant="go" className="justify-self-start" isPending={told.pending}>
              Save
            </Button>
          </form>
        </CardBody>
      </Card>
    </Panel>
  );
}
