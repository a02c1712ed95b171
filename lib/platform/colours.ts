import { cutBefore } from "#lib/domain/whole-text.ts";

const esc = String.fromCharCode(27);

/** The one kind of escape sequence that a stored log keeps: colours and weights of text. */
export const colourSequence = new RegExp(`${esc}\\[[0-9;:]{0,64}m`, "g");

export const withoutColours = (text: string): string =>
  text.includes(esc) ? text.replace(colourSequence, "") : text;

const reset = `${esc}[0m`;
const mostOpen = 8;
const tokens = new RegExp(`${colourSequence.source}|\\n|[^${esc}\\n]+|${esc}`, "g");

/** The longest line of a stored log, in characters beside its colours. A longer one is continued on the next line. */
export const longestLine = 8192;

/**
 * Makes every line say its own colours and none too long, so that a reader may begin at any line: colours that are
 * open at a line's end are closed there and opened again on the next.
 */
export function openLines(): (text: string) => string {
  let open: string[] = [];
  let column = 0;
  let written = "";
  const breakLine = () => {
    written += open.length > 0 ? `${reset}\n${open.join("")}` : "\n";
    column = 0;
  };
  const write = (text: string) => {
    let rest = text;
    while (column + rest.length > longestLine) {
      const cut = cutBefore(rest, longestLine - column);
      written += rest.slice(0, cut);
      rest = rest.slice(cut);
      breakLine();
    }
    written += rest;
    column += rest.length;
  };
  return (text) => {
    written = "";
    for (const [token] of text.matchAll(tokens)) {
      if (token === "\n") breakLine();
      else if (token.startsWith(esc)) {
        written += token;
        open = opened(open, token);
      } else write(token);
    }
    return written;
  };
}

function opened(open: string[], sequence: string): string[] {
  const parameters = sequence.slice(2, -1);
  if (/^0*$/.test(parameters)) return [];
  if (/^0*;/.test(parameters)) return [sequence];
  return [...open.filter((one) => one !== sequence), sequence].slice(-mostOpen);
}
