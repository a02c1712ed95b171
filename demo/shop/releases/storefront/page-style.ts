export const pageStyle = `
:root{color-scheme:dark light;--ground:#0a0c0f;--plate:#101318;--line:#222833;--text:#e9edf2;--soft:#a3adba;--met:#4cc38a;--met-bg:#0d2319;--breach:#ff6369;--breach-bg:#2c1013}
@media (prefers-color-scheme:light){:root{--ground:#f5f6f8;--plate:#fff;--line:#e0e4ea;--text:#12161c;--soft:#4b5563;--met:#14713f;--met-bg:#e5f5ec;--breach:#c01f2e;--breach-bg:#fde9ea}}
*{box-sizing:border-box;margin:0}
body{background:var(--ground);color:var(--text);font:400 14px/1.5 Geist,ui-sans-serif,system-ui,"Segoe UI",sans-serif}
header,main{max-width:760px;margin:0 auto;padding:20px 16px}
header{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:baseline;color:var(--soft)}
.brand{font-size:16px;font-weight:600;color:var(--text)}
main{display:grid;gap:26px;padding-top:0}
.state{border:1px solid;border-radius:8px;padding:16px;overflow-wrap:anywhere}
.well{border-color:var(--met);background:var(--met-bg)}.well h1{color:var(--met)}
.ill{border-color:var(--breach);background:var(--breach-bg)}.ill h1{color:var(--breach)}
h1{font-size:28px;line-height:1.2;letter-spacing:-.01em;margin-bottom:6px}
h2{font-size:14px;font-weight:600;color:var(--soft);margin-bottom:8px}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(120px,1fr));gap:8px}
dl div,ul{border:1px solid var(--line);border-radius:8px;background:var(--plate)}
dl div{padding:10px 12px}dt{font-size:12.5px;color:var(--soft)}
dd,.price{font-family:"Geist Mono",ui-monospace,"SF Mono",Menlo,monospace;font-variant-numeric:tabular-nums}
dd{font-size:16px}
ul{list-style:none;padding:0}li{display:flex;gap:4px 10px;padding:9px 12px;border-bottom:1px solid var(--line)}li:last-child{border:0}
.parts li{flex-wrap:wrap}.parts b{min-width:110px;font-weight:600}.mark{font-weight:600;min-width:46px}
.holds .mark{color:var(--met)}.fails .mark{color:var(--breach)}
.goods li{justify-content:space-between}
`;
