export type Answer = {
  status: number;
  type: string;
  body: string | Buffer;
  headers?: Record<string, string>;
};

export function json(status: number, content: unknown): Answer {
  return { status, type: "application/json", body: JSON.stringify(content) };
}

export function page(status: number, body: string): Answer {
  return { status, type: "text/html", body };
}

export function plain(status: number, sentence: string): Answer {
  return { status, type: "text/plain", body: `${sentence}\n` };
}
