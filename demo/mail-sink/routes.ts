import { readFileSync } from "node:fs";
import { type Answer, json, page, plain } from "./answer.ts";
import { deliveryFault, type FaultSwitch } from "./fault.ts";
import type { Mailbox } from "./mailbox.ts";
import { pageScript, pageStyle } from "./page-files.ts";
import { absentPage, mailList, mailListPage, mailPage } from "./pages.ts";

export type Asked = {
  method: string;
  url: URL;
  contentType: string;
  readBody: () => Promise<string>;
};
export type Sink = { mailbox: Mailbox; fault: FaultSwitch };

export function route(sink: Sink, asked: Asked): Promise<Answer> | Answer {
  if (asked.url.pathname.startsWith("/api/")) return api(sink, asked);
  return asked.method === "GET" ? pages(sink, asked.url) : plain(405, "This address only shows.");
}

function api({ mailbox, fault }: Sink, asked: Asked): Promise<Answer> | Answer {
  const { method, url } = asked;
  switch (`${method} ${url.pathname}`) {
    case "GET /api/messages":
      return json(200, { messages: mailbox.list(recipient(url)) });
    case "DELETE /api/messages":
      mailbox.empty();
      return json(200, { messages: [] });
    case "GET /api/fault":
      return json(200, fault.now);
    case "POST /api/fault":
      return switchFault(fault, asked);
  }
  const id = method === "GET" ? /^\/api\/messages\/(\d{8})$/.exec(url.pathname)?.[1] : undefined;
  const mail = id ? mailbox.find(id) : undefined;
  return mail ? json(200, mail) : json(404, { message: "There is nothing at this address." });
}

async function switchFault(fault: FaultSwitch, { contentType, readBody }: Asked): Promise<Answer> {
  // Asking for JSON makes a foreign page's request a preflighted one, which nothing here allows.
  if (!/^application\/json\b/.test(contentType)) {
    return json(415, { message: "Expected a body of type application/json." });
  }
  const read = deliveryFault.safeParse(parse(await readBody()));
  if (!read.success)
    return json(400, { message: read.error.issues.map((issue) => issue.message).join("; ") });
  fault.now = read.data;
  return json(200, fault.now);
}

function pages({ mailbox, fault }: Sink, url: URL): Answer {
  if (url.pathname === "/mailbox.css") return { status: 200, type: "text/css", body: pageStyle };
  if (url.pathname === "/mailbox.js") return { status: 200, type: "text/javascript", body: pageScript };
  if (url.pathname === "/" || url.pathname === "/list") {
    const to = recipient(url);
    const content = { mails: mailbox.list(to), recipients: mailbox.recipients(), to, fault: fault.now };
    return page(200, url.pathname === "/" ? mailListPage(content) : mailList(content).text);
  }
  const [, id = "", raw] = /^\/messages\/(\d{8})(\/raw)?$/.exec(url.pathname) ?? [];
  const mail = mailbox.find(id);
  if (!mail) return page(404, absentPage());
  if (!raw) return page(200, mailPage(mail));
  return {
    status: 200,
    type: "message/rfc822",
    body: readFileSync(mailbox.rawFile(mail)),
    headers: { "content-disposition": `attachment; filename="${mail.id}.eml"` },
  };
}

function recipient(url: URL): string | null {
  return url.searchParams.get("to") || null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
