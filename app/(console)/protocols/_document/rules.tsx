import type { IndexedRule } from "#lib/domain/protocol/document/anchors.ts";
import { SectionFrame } from "./section-frame.tsx";

/** Every rule of the source, with each part of the protocol that carries it. */
export function RuleIndex({ rules }: { rules: readonly IndexedRule[] }) {
  return (
    <SectionFrame id="rules" title="All rules" lead="Each rule of the source, and where it stands here.">
      <dl className="rounded-m border border-line bg-plate text-s">
        {rules.map(({ rule, places }) => (
          <div key={rule} className="flex gap-3 border-line border-b px-3.5 py-1.5 last:border-b-0">
            <dt className="w-20 shrink-0">
              <a href={`#${rule}`} className="link figures text-xs">
                {rule}
              </a>
            </dt>
            <dd className="min-w-0">
              {places.map(({ id, title }, index) => (
                <span key={id}>
                  {index === 0 ? "" : "; "}
                  <a href={`#${id}`} className="hover:underline">
                    {title}
                  </a>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </SectionFrame>
  );
}
