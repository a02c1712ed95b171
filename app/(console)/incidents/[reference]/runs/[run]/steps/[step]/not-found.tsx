import { DeadEnd } from "#components/shell/dead-end.tsx";
import { ButtonLink } from "#components/ui/button.tsx";

/** The same page whether the incident is another's or the step never ran: a stranger learns neither. */
export default function NoOutput() {
  return (
    <DeadEnd
      code="No output"
      title="There is no such output"
      actions={<ButtonLink href="/">To the board</ButtonLink>}
    >
      <p>The step has not run, or you have no part in its incident.</p>
    </DeadEnd>
  );
}
