import { requireViewer } from "#lib/auth/session/index.ts";
import { readVersion } from "#lib/queries/protocols.ts";

type Context = { params: Promise<{ id: string; hash: string }> };

/** A version as the file that could be uploaded again: where a new version begins. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  await requireViewer();
  const { id, hash } = await params;
  const published = await readVersion(id, hash);
  if (published === null) return Response.json({ message: "There is no such version." }, { status: 404 });
  const { pack } = published;
  return new Response(`${JSON.stringify(pack, null, 2)}\n`, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="${pack.id}-${pack.version}.json"`,
    },
  });
}
