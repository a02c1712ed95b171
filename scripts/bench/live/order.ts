/** What one reader has seen of a stream's numbered entries: the last one, and how often one was missing or came again. */
export type Order = { last: number; gaps: number; doubles: number };

export function follow(order: Order, id: number): void {
  if (id <= order.last) order.doubles += 1;
  else {
    if (id !== order.last + 1) order.gaps += 1;
    order.last = id;
  }
}

/** Takes an event stream as it comes off the wire, however it is cut, and gives the numbers of the entries that are whole. */
export function entryNumbers(): (piece: string) => number[] {
  let rest = "";
  return (piece) => {
    rest += piece;
    const blocks = rest.split("\n\n");
    rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => {
      const id = /(?:^|\n)id: (\d+)\n/.exec(block)?.[1];
      return id === undefined ? [] : [Number(id)];
    });
  };
}

/** Where an answer ends that was read so far; null while it goes on. */
export function endOfAnswer(read: string): number | null {
  const head = read.indexOf("\r\n\r\n");
  if (head === -1) return null;
  const length = /\r\ncontent-length: (\d+)\r\n/i.exec(read.slice(0, head + 2))?.[1];
  if (length !== undefined)
    return read.length >= head + 4 + Number(length) ? head + 4 + Number(length) : null;
  if (/^HTTP\/1\.1 (204|304) /.test(read)) return head + 4;
  const end = read.indexOf("\r\n0\r\n\r\n", head);
  return end === -1 ? null : end + 7;
}
