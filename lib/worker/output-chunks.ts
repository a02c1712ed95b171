/** About as much as a screen's reader fetches at once; a step's whole output is a few thousand of them at most. */
const chunkCharacters = 16 * 1024;

/** Cuts text into chunks of whole lines. A last line without its end waits as `rest`, unless the output is over. */
export function cutChunks(text: string, isOver: boolean): { chunks: string[]; rest: string } {
  const whole = isOver ? text : text.slice(0, text.lastIndexOf("\n") + 1);
  const chunks: string[] = [];
  for (let from = 0; from < whole.length; ) {
    const to = endOfChunk(whole, from);
    chunks.push(whole.slice(from, to));
    from = to;
  }
  return { chunks, rest: text.slice(whole.length) };
}

function endOfChunk(text: string, from: number): number {
  if (text.length - from <= chunkCharacters) return text.length;
  const within = text.lastIndexOf("\n", from + chunkCharacters - 1) + 1;
  return within > from ? within : text.indexOf("\n", from) + 1 || text.length;
}
