/** The page's style: light and dark by the system or the switch, and a sober one on paper. Colours have at least 4.5:1 contrast for text. */
export const style = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1b2330;--soft:#5a6577;--line:#dfe3ea;--accent:#1f5fd1;
--critical:#a30d2d;--high:#c2410c;--medium:#8a6100;--low:#1d6a87;--informational:#5a6577;--pass:#1d7a46;--unknown:#6b4fb3;--mute:#c5ccd8}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){--bg:#0f141b;--card:#171e28;--ink:#e7ecf3;--soft:#a3aec0;--line:#2a3442;--accent:#7fb0ff;
--critical:#ff8296;--high:#ff9d66;--medium:#e8bc4f;--low:#76c5e3;--informational:#a3aec0;--pass:#62cf94;--unknown:#b9a3f5;--mute:#3b4758}}
:root[data-theme=dark]{color-scheme:dark;--bg:#0f141b;--card:#171e28;--ink:#e7ecf3;--soft:#a3aec0;--line:#2a3442;--accent:#7fb0ff;
--critical:#ff8296;--high:#ff9d66;--medium:#e8bc4f;--low:#76c5e3;--informational:#a3aec0;--pass:#62cf94;--unknown:#b9a3f5;--mute:#3b4758}
:root[data-theme=light]{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
a{color:var(--accent)}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--card);padding:8px 12px;z-index:9}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
main,header{max-width:1180px;margin:0 auto;padding:0 20px}
header{padding-top:28px;display:grid;grid-template-columns:1fr auto;gap:6px 24px;align-items:center}
header h1{font-size:26px;line-height:1.2;margin:0;letter-spacing:-.01em}header p{grid-column:1/-1;margin:0;color:var(--soft);overflow-wrap:anywhere}
header button{white-space:nowrap}small{color:var(--soft);font-size:12.5px}
button,select,input{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:7px 11px}
button{cursor:pointer}button:hover{border-color:var(--accent)}
.banner{margin:18px 0 0;padding:12px 16px;border-left:5px solid var(--unknown);background:var(--card);border-radius:8px}
.banner,.panel{overflow-wrap:anywhere}.banner ul{margin:6px 0 0;padding-left:20px;color:var(--soft)}
section{margin:26px 0}h2{font-size:18px;margin:0 0 12px}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(138px,1fr));gap:12px}
.card,.panel{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:14px 16px}
.card b{display:block;font-size:30px;line-height:1.15;font-variant-numeric:tabular-nums}
.card a{font-size:13px}.card.zero b{color:var(--soft)!important;font-weight:500}
.whole{margin-top:12px}.whole .bar{height:18px}
.card.critical b{color:var(--critical)}.card.high b{color:var(--high)}.card.medium b{color:var(--medium)}.card.low b{color:var(--low)}.card.informational b{color:var(--informational)}
.card.pass b{color:var(--pass)}.card.unknown b{color:var(--unknown)}
.panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(440px,100%),1fr));gap:12px}
.panel h3{margin:0 0 10px;font-size:14px;color:var(--soft);font-weight:600}
.bars{width:100%;border-collapse:collapse;font-size:13px}
.bars th{font-weight:500;text-align:left;padding:4px 14px 4px 0;min-width:150px;max-width:230px;overflow-wrap:anywhere}.bars th small{display:block;line-height:1.3}
.bars td.b{width:50%;min-width:90px}
.bars td.n{text-align:right;padding-left:10px;font-variant-numeric:tabular-nums;color:var(--soft);white-space:nowrap}
.bar{display:flex;height:14px;border-radius:4px;overflow:hidden;background:var(--mute);}
.bar i{display:block;height:100%}
.k-fail{background:var(--high)}.k-indeterminate{background:var(--unknown)}.k-pass{background:var(--pass)}.k-suppressed,.k-rest{background:var(--mute)}
.k-critical{background:var(--critical)}.k-high{background:var(--high)}.k-medium{background:var(--medium)}.k-low{background:var(--low)}.k-informational{background:var(--informational)}
.legend{margin:10px 0 0;font-size:12px;color:var(--soft);display:flex;flex-wrap:wrap;gap:2px 14px}.legend i{display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:5px}
.risks{margin:0;padding:6px 16px;list-style:none}.risks li{display:flex;gap:12px;align-items:baseline;padding:7px 0}.risks li+li{border-top:1px solid var(--line)}
.risks .tag{min-width:72px;text-align:center}.risks a{color:var(--ink);text-decoration-color:var(--mute)}.risks a:hover{color:var(--accent)}
.hint{margin:-6px 0 12px;color:var(--soft);font-size:13.5px}.scroll{overflow-x:auto;padding:0 16px 14px}
.requirements .tag{text-transform:none}.requirements{border-collapse:collapse;width:100%;font-size:13.5px}.requirements th,.requirements td{text-align:left;vertical-align:top;padding:6px 14px 6px 0;border-top:1px solid var(--line)}
.requirements th{font-weight:400}.requirements thead th{color:var(--soft);font-size:12.5px;border:0}.requirements tbody th{width:48%}.requirements td:nth-child(2){white-space:nowrap}
.graph svg{display:block;min-width:900px;width:100%;height:auto;font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.graph text{fill:currentColor;dominant-baseline:central;white-space:pre}.graph .soft{color:var(--soft)}.graph circle{fill:var(--soft)}.graph path,.lines path{fill:none;stroke-width:2}
.e-plaintext{stroke:var(--critical);stroke-width:3;stroke-dasharray:9 5}.e-weak{stroke:var(--medium);stroke-dasharray:3 4}.e-unknown{stroke:var(--soft);stroke-dasharray:1 6;stroke-linecap:round}.e-strong{stroke:var(--pass)}.e-local{stroke:var(--soft);stroke-width:1}
.g-plaintext{color:var(--critical);font-weight:700}.g-weak{color:var(--medium)}.g-unknown,.g-local{color:var(--soft)}.g-strong{color:var(--pass)}
.lines{margin:-4px 0 12px}.lines svg{vertical-align:middle;margin-right:6px}
.estate .graph{padding-top:2px}.estate>.hint{margin:0;padding:0 16px 12px}.inner{padding:0 16px 12px}.inner>summary{cursor:pointer;list-style:none;color:var(--accent);padding:4px 0;width:fit-content}.inner>summary::before{content:"▸ "}.inner[open]>summary::before{content:"▾ "}.inner .scroll{padding:0}
.connections small{display:block;line-height:1.35;overflow-wrap:anywhere}.connections.requirements tbody th{width:auto}.connections th,.connections td{min-width:120px;max-width:250px;overflow-wrap:anywhere}.connections.requirements td:nth-child(2){white-space:normal}
.facts.summary{padding:6px 16px 14px}.missing{padding:0 16px 14px;font-size:13.5px;color:var(--soft);overflow-wrap:anywhere}.missing ul{margin:4px 0 0;padding-left:20px}
.empty{padding:28px 20px;text-align:center;color:var(--soft)}.empty button{margin-left:8px}
.filters{display:flex;flex-wrap:wrap;gap:8px;position:sticky;top:0;background:var(--bg);padding:10px 0;z-index:2}
.filters input{flex:1 1 240px;min-width:180px}.filters select{max-width:176px}.filters label{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
#count{margin:4px 0 10px;color:var(--soft)}
.group,.risks{overflow-wrap:anywhere}.group summary>span,.risks li>span{min-width:0}.group summary>.tag{min-width:max-content}.group{background:var(--card);border:1px solid var(--line);border-radius:12px;margin:0 0 10px;padding:0}
.group>summary,.finding>summary{cursor:pointer;list-style:none;padding:11px 16px;display:flex;gap:12px;align-items:baseline}
summary::-webkit-details-marker{display:none}
.group>summary::before,.finding>summary::before{content:"▸";color:var(--soft);flex:none}
details[open]>summary::before{content:"▾"}
.group>summary b{font-weight:600}.group>summary code{color:var(--soft);font-size:12.5px;overflow-wrap:anywhere}
.group>summary .n{margin-left:auto;color:var(--soft);white-space:nowrap;font-variant-numeric:tabular-nums}
.says{font-weight:600}.t-fail{color:var(--high)}.tag{flex:none;display:inline-block;font-size:12px;font-weight:600;border:1px solid currentColor;border-radius:99px;padding:1px 9px;text-transform:capitalize}
.t-critical{color:var(--critical)}.t-high{color:var(--high)}.t-medium{color:var(--medium)}.t-low{color:var(--low)}.t-informational{color:var(--informational)}
.t-pass{color:var(--pass)}.t-indeterminate{color:var(--unknown)}.t-suppressed{color:var(--soft)}
.about{padding:0 16px 10px 40px;color:var(--soft)}.about p{margin:4px 0}.about b{color:var(--ink)}
.finding{border-top:1px solid var(--line)}.finding>summary{padding-left:40px}
.finding .where{color:var(--soft);font-size:13px;overflow-wrap:anywhere}
.facts{display:grid;grid-template-columns:130px 1fr;gap:4px 14px;padding:2px 16px 14px 62px;font-size:13.5px;margin:0}
.facts dt{color:var(--soft)}.facts dd{margin:0;overflow-wrap:anywhere}
.facts pre{margin:0;padding:8px 10px;background:var(--bg);border-radius:6px;overflow:auto;font-size:12.5px;white-space:pre-wrap}
.more{margin:10px 16px 12px 40px}.unprinted{display:none}
footer{max-width:1180px;margin:20px auto 40px;padding:0 20px;color:var(--soft);font-size:13px}
@media (max-width:640px){main,header,footer{padding-left:14px;padding-right:14px}.filters{position:static}.filters select{flex:1 1 140px;min-width:0}
.bars tr{display:grid;grid-template-columns:1fr auto;padding:3px 0}.bars tr>*{min-width:0}.bars th{min-width:0;max-width:none;padding-bottom:2px}.bars td.n,.group>summary .n{white-space:normal}.bars td.b{grid-column:1/-1;order:3;width:auto}
.group>summary{flex-wrap:wrap}.group>summary>span:not(.tag):not(.n),.finding>summary>span:not(.tag){flex:1 1 60%}.requirements tr{display:block;padding:8px 0}.requirements thead{display:none}.requirements th,.requirements td{display:block;border:0;padding:2px 0;width:auto!important}.requirements tr{border-top:1px solid var(--line)}
.facts{grid-template-columns:1fr;padding-left:40px}.finding>summary{padding-left:24px;flex-wrap:wrap}.about{padding-left:24px}}
@media print{:root:root:root{color-scheme:light;--bg:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--critical:#a30d2d;--high:#c2410c;--medium:#8a6100;--low:#1d6a87;--informational:#444;--pass:#1d7a46;--unknown:#6b4fb3;--mute:#ccc}
body{font-size:11px}small,code,.where,.n,.tag,.facts,.legend,.bars,.requirements,.panel h3,.card a,.group>summary code,.finding .where,.facts pre{font-size:10px!important}.bars th{min-width:90px}.filters,header button,.more,.skip,.keys,.empty button{display:none!important}.unprinted{display:block;margin:4px 16px 8px 40px;color:var(--soft)}a{color:inherit;text-decoration:none}
.panels{grid-template-columns:1fr 1fr}.card b{font-size:22px}.cards{grid-template-columns:repeat(7,1fr);gap:8px}section{margin:16px 0}.group,.card,.panel,.risks li,.requirements tr{break-inside:avoid}h2{break-after:avoid}#list{break-before:page}.group[open]{break-inside:auto}.finding{break-inside:avoid}
.bar,.bar i,.legend i{print-color-adjust:exact;-webkit-print-color-adjust:exact}main,header,footer{max-width:none;padding:0}}
`;
