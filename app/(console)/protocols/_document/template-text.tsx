const slot = /(\{\{[^}]*\}\})/;

/** A template as it will read, with the places that are filled in marked as such. */
export function TemplateText({ subject, body }: { subject: string; body: string }) {
  return (
    <div className="mt-1.5 rounded-s border border-line bg-ground px-3 py-2 text-text">
      <p className="font-semibold">
        <Filled text={subject} />
      </p>
      <p className="mt-1.5 whitespace-pre-wrap">
        <Filled text={body} />
      </p>
    </div>
  );
}

function Filled({ text }: { text: string }) {
  return text.split(slot).map((part, index) =>
    slot.test(part) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes, and a path may stand in it twice.
      <code key={index} className="figures whitespace-nowrap rounded-s bg-run-bg px-1 py-px text-run text-xs">
        {part.slice(2, -2).trim()}
      </code>
    ) : (
      part
    ),
  );
}
