import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { Page } from "#components/shell/page.tsx";
import { Card, Panel } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { ApiScope, isActing } from "#lib/domain/authority/api-scope.ts";
import { readTokens } from "#lib/queries/tokens.ts";
import { MakeTokenButton } from "./_components/make-token-button.tsx";
import { TokenRow } from "./_components/token-row.tsx";

export const metadata: Metadata = { title: "Tokens" };

export default async function TokensPage() {
  const viewer = await requireViewer();
  const { tokens } = await readTokens(viewer);
  const inUse = tokens.filter(({ revokedAt }) => revokedAt === null).length;
  return (
    <Page
      title="Tokens"
      description="What a pipeline or a git hook shows when it asks this console whether something may move now, or hands in what it ran."
      actions={
        <MakeTokenButton
          scopes={viewer.isAdministrator ? ApiScope.options : ApiScope.options.filter(isActing)}
        />
      }
    >
      <Panel title="Tokens" aside={tokens.length === 0 ? undefined : `${inUse} in use`}>
        {tokens.length === 0 ? (
          <EmptyState title="No token yet" icon={KeyRound}>
            Make one for each pipeline, so that one alone can be revoked. Its value is shown once; the console
            keeps a digest of it.
          </EmptyState>
        ) : (
          <Card>
            <ul>
              {tokens.map((token) => (
                <TokenRow key={token.id} token={token} />
              ))}
            </ul>
          </Card>
        )}
      </Panel>
    </Page>
  );
}
