import { DeadEnd } from "#components/shell/dead-end.tsx";
import { ButtonLink } from "#components/ui/button.tsx";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <DeadEnd
      code="404"
      title="There is nothing here for you"
      actions={
        <>
          <ButtonLink href="/" variant="go">
            Open the board
          </ButtonLink>
          <ButtonLink href="/status">Public status</ButtonLink>
        </>
      }
    >
      <p>
        The address may be wrong, or it may belong to an incident or a checkpoint that you take no part in.
      </p>
      <p>
        If you were called in, ask the incident's commander to add you, or an administrator to add you to a
        side of the checkpoint, then open the link again.
      </p>
    </DeadEnd>
  );
}
