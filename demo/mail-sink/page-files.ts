/** Looks for new mail and puts the list in place without taking the keyboard's focus away. */
export const pageScript = `
const list = document.querySelector("[data-mails]");
const news = document.querySelector("[data-news]");
let known = list.innerHTML;
async function look() {
  if (document.hidden) return;
  const answer = await fetch("/list" + location.search, { cache: "no-store" });
  if (!answer.ok) return;
  const found = await answer.text();
  if (found === known) return;
  const before = Number(list.querySelector("[data-count]").dataset.count);
  const focused = list.contains(document.activeElement) ? document.activeElement.id : "";
  list.innerHTML = known = found;
  if (focused) document.getElementById(focused)?.focus();
  const added = Number(list.querySelector("[data-count]").dataset.count) - before;
  const choice = document.getElementById("to");
  for (const address of list.querySelector("[data-count]").dataset.recipients.split(" ").filter(Boolean)) {
    if (![...choice.options].some((option) => option.value === address)) choice.add(new Option(address, address));
  }
  if (added > 0) news.textContent = added === 1 ? "1 new mail" : added + " new mails";
}
setInterval(() => look().catch(() => {}), 1500);
document.addEventListener("visibilitychange", () => look().catch(() => {}));
`;

export const pageStyle = `
:root{color-scheme:dark light;--sans:Geist,ui-sans-serif,system-ui,"Segoe UI",sans-serif;--mono:"Geist Mono",ui-monospace,"SF Mono",Menlo,monospace;
--ground:#0a0c0f;--plate:#101318;--hover:#1b2029;--line:#222833;--line-strong:#323a48;--text:#e9edf2;--soft:#a3adba;--accent:#7cb7ff;--risk:#f5b83d;--risk-bg:#2a1f08}
@media (prefers-color-scheme:light){:root{--ground:#f5f6f8;--plate:#fff;--hover:#eef1f5;--line:#e0e4ea;--line-strong:#c5ccd6;--text:#12161c;--soft:#4b5563;--accent:#1a62d2;--risk:#8a5a00;--risk-bg:#fdf1d8}}
*{box-sizing:border-box;margin:0}
body{background:var(--ground);color:var(--text);font:400 14px/1.5 var(--sans);overflow-wrap:anywhere}
main{max-width:760px;margin:0 auto;padding:28px 16px 60px;display:grid;gap:16px;grid-template-columns:minmax(0,1fr)}
h1{font-size:28px;line-height:1.2;letter-spacing:-.01em}h2{font-size:16px}
a{color:var(--accent);text-underline-offset:3px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
.soft,.count,dt,.to,.when{color:var(--soft)}
.count{font-size:12.5px;margin-bottom:8px}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
form{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
select,button{font:inherit;color:var(--text);background:var(--plate);border:1px solid var(--line-strong);border-radius:8px;padding:9px 12px;min-height:40px;max-width:100%}
button:hover,.mails a:hover{background:var(--hover)}
.mails{list-style:none;padding:0;border:1px solid var(--line);border-radius:8px;background:var(--plate);overflow:hidden}
.mails li+li{border-top:1px solid var(--line)}
.mails a{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:2px 12px;padding:11px 14px;color:var(--text);text-decoration:none}
.mails a:focus-visible{outline-offset:-2px}
.mails b{font-weight:600;grid-column:1/3}
.when,dd time{font-family:var(--mono);font-size:12.5px;font-variant-numeric:tabular-nums}
.warning{border:1px solid var(--risk);background:var(--risk-bg);color:var(--risk);border-radius:8px;padding:10px 14px;margin-bottom:12px;font-weight:600}
.empty,.text,.facts{border:1px solid var(--line);border-radius:8px;background:var(--plate);padding:14px}
.empty{color:var(--soft)}.text{white-space:pre-wrap}
.facts div{display:grid;grid-template-columns:90px minmax(0,1fr);gap:8px;padding:2px 0}
.headers{font:12.5px/1.5 var(--mono);padding-top:10px;display:grid;gap:6px}
summary{cursor:pointer}
@media (max-width:480px){.mails a{grid-template-columns:minmax(0,1fr)}.mails b{grid-column:1}}
`;
