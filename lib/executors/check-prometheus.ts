import { z } from "zod";
import type { FilledAction } from "#lib/domain/rollback/actions/resolved.ts";
import { beginningOf } from "#lib/domain/whole-text.ts";
import { meets } from "./comparison.ts";
import { type Deed, failed, readJson } from "./deed.ts";
import type { Finding } from "./judge-answer.ts";

type PrometheusProbe = Extract<FilledAction<"check">["probe"], { kind: "prometheus" }>;

const sample = z.tuple([z.number(), z.string()]);
const metric = z.record(z.string(), z.string());
const answered = z.object({
  status: z.literal("success"),
  data: z.discriminatedUnion("resultType", [
    z.object({ resultType: z.literal("scalar"), result: sample }),
    z.object({ resultType: z.literal("vector"), result: z.array(z.object({ metric, value: sample })) }),
  ]),
});

/** An instant query: every series that it gives must meet the threshold, and none at all is no good news. */
export async function askPrometheus(probe: PrometheusProbe, deed: Deed): Promise<Finding> {
  const { query, is, threshold, tokenFrom } = probe;
  const url = new URL(`${probe.url.replace(/\/$/, "")}/api/v1/query`);
  url.searchParams.set("query", query);
  const headers: Record<string, string> =
    tokenFrom === undefined ? {} : { authorization: `Bearer ${deed.secret(tokenFrom)}` };
  deed.say(`query ${query}`);
  const answer = await deed.ask({ method: "GET", url: url.href, headers });
  const read = answered.safeParse(readJson(answer, [200], "the query"));
  if (!read.success) throw failed("the query gave neither a scalar nor an instant vector");
  const { data } = read.data;
  const series =
    data.resultType === "scalar"
      ? [{ name: "scalar", value: data.result[1] }]
      : data.result.map((one) => ({ name: nameOf(one.metric), value: one.value[1] }));
  for (const { name, value } of series.slice(0, 20)) deed.say(`${name} is ${value}`);
  if (series.length === 0) return { wrong: true, summary: "the query found no series" };
  const wanted = Number(threshold);
  const wrong = series.filter(({ value }) => !meets(figureOf(value), is, wanted));
  return wrong.length === 0
    ? { wrong: false, summary: `${series.length} series, each ${is} ${wanted}` }
    : { wrong: true, summary: `expected ${is} ${wanted}, found ${wrong[0]?.value} in ${wrong[0]?.name}` };
}

const nameOf = (labels: Record<string, string>) => {
  const { __name__: name = "", ...rest } = labels;
  const inner = Object.entries(rest).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return beginningOf(`${name}{${inner.join(",")}}`, 200);
};

/** Prometheus writes infinity its own way. */
const figureOf = (text: string): number =>
  /^[+-]?Inf$/.test(text) ? Number.POSITIVE_INFINITY * (text.startsWith("-") ? -1 : 1) : Number(text);
