import { foreignRequest } from "#app/_action/same-origin.ts";
import { type AuthRouteContext, answerAuthRequest } from "#lib/auth/session/next-auth.ts";

// The rest of next-auth's routes serve nothing here, and one of them writes what a stranger sends into the log.
const readable = ["csrf", "session"];
const writable = ["callback/credentials", "signout"];

const nothingHere = () => Response.json({ message: "There is nothing here." }, { status: 404 });

export async function GET(request: Request, context: AuthRouteContext): Promise<Response> {
  const path = (await context.params).nextauth.join("/");
  return readable.includes(path) ? answerAuthRequest(request, context) : nothingHere();
}

export async function POST(request: Request, context: AuthRouteContext): Promise<Response> {
  const path = (await context.params).nextauth.join("/");
  if (!writable.includes(path)) return nothingHere();
  const message = foreignRequest(request.headers);
  if (message !== null) return Response.json({ message }, { status: 403 });
  const answer = await answerAuthRequest(request, context);
  // A refusal is an answer like any other: as an error status it would stand in the browser's console.
  return answer.status === 401 ? new Response(answer.body, { headers: answer.headers }) : answer;
}
