import { isKnown, type PublicPath, publicDocument } from "./public-document.ts";

/** A public document with its tag; 304 where the reader has it already. */
export async function publicAnswer(request: Request, path: PublicPath): Promise<Response> {
  const document = await publicDocument(path);
  const { headers, body } = document;
  if (isKnown(document, request.headers.get("if-none-match")))
    return new Response(null, { status: 304, headers });
  return new Response(new Uint8Array(body), { headers });
}
