import { z } from "zod";
import type { FilledAction } from "#lib/domain/rollback/actions/resolved.ts";
import { type Deed, Ended, failed, neverStarted, readJson } from "./deed.ts";

type Action = FilledAction<"github">;

const run = z.object({
  id: z.number(),
  status: z.string(),
  conclusion: z.string().nullable(),
  head_sha: z.string(),
  html_url: z.string(),
  display_title: z.string().default(""),
});
type Run = z.output<typeof run>;
const listed = z.object({ workflow_runs: z.array(run) });
const dispatched = z.object({ workflow_run_id: z.number() });

/** Dispatches a workflow and follows that very run to its end; a run that this step began before is followed, not begun again. */
export async function doGithub(action: Action, deed: Deed): Promise<string> {
  const api = openApi(action, deed);
  const earlier = await api.findOwn();
  if (earlier !== null) deed.say(`run ${earlier.id} of this step was found and is followed`);
  else await api.assertPinned();
  const id = earlier?.id ?? (await api.dispatch());
  deed.begun();
  return follow(id, action, api, deed);
}

type Api = ReturnType<typeof openApi>;

function openApi(action: Action, deed: Deed) {
  const { owner, repository, workflow, ref, inputs, keyInput } = action;
  const { key } = deed.context;
  if (keyInput !== undefined && key === undefined) throw neverStarted("a key is asked for outside a step");
  const base = `${action.url.replace(/\/$/, "")}/repos/${owner}/${repository}/actions`;
  const headers = {
    authorization: `Bearer ${deed.secret(action.tokenFrom)}`,
    accept: "application/vnd.github+json",
    "x-github-api-version": "2022-11-28",
    "content-type": "application/json",
  };
  const get = async (path: string, what: string) =>
    readJson(await deed.ask({ method: "GET", url: base + path, headers }), [200], what);
  const findOwn = async (): Promise<Run | null> => {
    if (keyInput === undefined || key === undefined) return null;
    const query = "event=workflow_dispatch&per_page=50";
    const found = await get(`/workflows/${workflow}/runs?${query}`, "the runs");
    const own = parsed(listed, found, "the runs").workflow_runs.filter(({ display_title: title }) =>
      title.split(/[\s()[\]]+/).includes(key),
    );
    return own.find(({ status, conclusion }) => status !== "completed" || conclusion === "success") ?? null;
  };
  return {
    read: async (id: number): Promise<Run> => parsed(run, await get(`/runs/${id}`, `run ${id}`), `run ${id}`),
    assertPinned: async (): Promise<void> => {
      if (action.commit === undefined) return;
      const url = `${action.url.replace(/\/$/, "")}/repos/${owner}/${repository}/commits/${encodeURIComponent(ref)}`;
      const found = readJson(await deed.ask({ method: "GET", url, headers }), [200], ref);
      const { sha } = parsed(z.object({ sha: z.string() }), found, ref);
      if (sha !== action.commit) throw failed(`${ref} is commit ${sha}, not ${action.commit}`);
    },
    findOwn,
    dispatch: async (): Promise<number> => {
      const given = keyInput === undefined ? inputs : { ...inputs, [keyInput]: key };
      const body = JSON.stringify({ ref, inputs: given, return_run_details: true });
      const url = `${base}/workflows/${workflow}/dispatches`;
      const answer = await deed.ask({ method: "POST", url, headers, body }, { changes: true });
      if (answer.status === 204) {
        deed.begun();
        return findDispatched(findOwn, action, deed);
      }
      const read = readJson(answer, [200], "the dispatch");
      deed.say(`dispatched ${workflow} at ${ref}`);
      deed.begun();
      return parsed(dispatched, read, "the dispatch").workflow_run_id;
    },
  };
}

/** A server that does not say which run it began, as older ones do: the run is known by its key, or not at all. */
async function findDispatched(
  findOwn: () => Promise<Run | null>,
  { workflow, ref, keyInput, everySeconds }: Action,
  deed: Deed,
): Promise<number> {
  deed.say(`dispatched ${workflow} at ${ref}; the server does not say as which run`);
  if (keyInput === undefined)
    throw new Ended("failed", "without keyInput its run cannot be told from others", true);
  for (;;) {
    const own = await findOwn();
    if (own !== null) return own.id;
    await deed.pause(everySeconds, "its run is not listed yet");
  }
}

async function follow(id: number, action: Action, api: Api, deed: Deed): Promise<string> {
  let said = "";
  for (;;) {
    const now = await api.read(id);
    if (said === "") deed.say(now.html_url);
    if (action.commit !== undefined && now.head_sha !== action.commit)
      throw failed(`run ${id} runs commit ${now.head_sha}, not ${action.commit}`);
    if (now.status !== said) deed.say(`run ${id} is ${now.status}`);
    said = now.status;
    if (now.status === "completed") {
      if (now.conclusion === "success") return `run ${id} succeeded`;
      throw failed(`run ${id} ended: ${now.conclusion ?? "without a conclusion"}`);
    }
    await deed.pause(action.everySeconds, `run ${id} is ${now.status}`);
  }
}

function parsed<T extends z.ZodType>(schema: T, value: unknown, what: string): z.output<T> {
  const read = schema.safeParse(value);
  if (!read.success) throw failed(`${what}: the answer is not of the documented form`);
  return read.data;
}
