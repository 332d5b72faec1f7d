/**
 * The one style sheet: calm, in green, ochre and grey. Pink is of the columns with a local election
 * and of nothing else, and no party's colour is used. Text stands out 4.5:1 at least, marks 3:1.
 */
const LIGHT = {
  paper: '#fbfaf6',
  card: '#ffffff',
  ink: '#1f2622',
  muted: '#5a625c',
  rule: '#dcd9cf',
  accent: '#1f5c43',
  cu: '#2a6a4c',
  an: '#6d9480',
  su: '#b0781a',
  re: '#858a86',
  im: '#3b3e3c',
  grey: '#7b807c',
  k0: '#efede6',
  k1: '#d5e4d9',
  k2: '#a5c7b1',
  k3: '#69a181',
  k4: '#2f7150',
  k5: '#123f2b',
  strong: '#ffffff',
  edge: '#ffffff',
  local: '#fbdcea',
  focus: '#a8560a',
}
type Colours = Record<keyof typeof LIGHT, string>

const DARK: Colours = {
  paper: '#141816',
  card: '#1b201d',
  ink: '#eceae2',
  muted: '#a8aea8',
  rule: '#343b37',
  accent: '#8fd0b0',
  cu: '#7cc5a0',
  an: '#4b8a6c',
  su: '#d9a549',
  re: '#8b918c',
  im: '#d6d1c4',
  grey: '#949a95',
  k0: '#232a26',
  k1: '#1f3d30',
  k2: '#2a5842',
  k3: '#3b7a5a',
  k4: '#7fcaa4',
  k5: '#c6f0da',
  strong: '#0f1512',
  edge: '#141816',
  local: '#53203c',
  focus: '#f2b866',
}

const NAMES = Object.keys(LIGHT) as (keyof typeof LIGHT)[]

/** What paints the marks of drawings, in colours or in the variables of a page. */
const drawingStyle = (colour: Colours): string => `
svg text{font:12px system-ui,-apple-system,"Segoe UI","Noto Sans",sans-serif;fill:${colour.ink}}
svg .t{fill:${colour.muted}}
svg .n{font-variant-numeric:tabular-nums}
svg .h{font-weight:600}
svg .i{font-size:9px}
svg .cu,svg .p1{fill:${colour.cu}}
svg .an{fill:${colour.an}}
svg .su,svg .p2{fill:${colour.su}}
svg .re,svg .p4{fill:${colour.re}}
svg .im,svg .p3{fill:${colour.im}}
svg .k0{fill:${colour.k0}}
svg .k1{fill:${colour.k1}}
svg .k2{fill:${colour.k2}}
svg .k3{fill:${colour.k3}}
svg .k4{fill:${colour.k4}}
svg .k5{fill:${colour.k5}}
svg rect{stroke:${colour.edge};stroke-width:1}
svg .l{fill:${colour.local}}
svg .a path,svg .a circle{stroke:${colour.grey};stroke-width:.6;stroke-linejoin:round}
svg .g{stroke:${colour.rule};fill:none}
svg .x{stroke:${colour.muted};fill:none}
svg .c{stroke:${colour.muted};stroke-dasharray:3 3;fill:none}
svg .w{stroke-width:13}
svg .w .cu,svg .w .p1{stroke:${colour.cu}}
svg .w .an{stroke:${colour.an}}
svg .w .su,svg .w .p2{stroke:${colour.su}}
svg .w .re,svg .w .p4{stroke:${colour.re}}
svg .w .im,svg .w .p3{stroke:${colour.im}}
svg .b{stroke:${colour.an}}
svg .m{stroke:${colour.accent};stroke-width:2;fill:none}
svg .s{stroke:${colour.cu};stroke-width:1.4;fill:none;opacity:.75}
svg .f{fill:${colour.k1}}
svg .d{fill:${colour.cu}}
svg .o{fill:${colour.card};stroke:${colour.cu};stroke-width:1.5}
`

const variables = (colours: Colours): string =>
  NAMES.map((name) => `--${name}:${colours[name]}`).join(';')

const AS_VARIABLES = Object.fromEntries(NAMES.map((name) => [name, `var(--${name})`])) as Colours

/** For a drawing by itself, which is always light: it goes into documents. */
export const DRAWING_STYLE = drawingStyle(LIGHT)
/** What such a drawing lies on. */
export const DRAWING_PAPER = LIGHT.card

/** The one style sheet of the board: light, dark, on a phone and on paper. */
export const STYLE = `:root{color-scheme:light dark;${variables(LIGHT)}}
@media (prefers-color-scheme:dark){:root{${variables(DARK)}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans",sans-serif}
h1,h2,.big,.brand{font-family:"Iowan Old Style","Palatino Linotype",Palatino,"Source Serif 4","Noto Serif",Georgia,serif;font-weight:600;letter-spacing:-.005em}
a{color:var(--accent);text-underline-offset:.18em}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:1rem;top:-4rem;background:var(--card);padding:.5rem 1rem;z-index:9}
.skip:focus{top:.5rem}
.wide{max-width:1180px;margin:0 auto;padding:0 1.25rem}
.top{border-top:4px solid var(--accent);border-bottom:1px solid var(--rule);background:var(--card)}
.top .wide{display:flex;flex-wrap:wrap;gap:.5rem 2rem;align-items:center;justify-content:space-between;padding-top:.9rem;padding-bottom:.9rem}
.brand{margin:0;font-size:1.15rem;line-height:1.3}
.org,.who{margin:0;font-size:.85rem;color:var(--muted)}
.who{display:flex;flex-wrap:wrap;gap:.4rem 1.1rem;align-items:center}
.who form{display:inline}
button{font:inherit;cursor:pointer;border:1px solid var(--accent);background:var(--accent);color:var(--card);border-radius:4px;padding:.45rem 1.1rem;min-height:2.4rem}
button.quiet{background:none;color:var(--accent);padding:.15rem .7rem;min-height:1.75rem;font-size:.85rem}
nav ul{display:flex;flex-wrap:wrap;gap:0 1.75rem;list-style:none;margin:0;padding:0}
nav a{display:block;padding:.7rem 0 .55rem;color:var(--muted);text-decoration:none;border-bottom:3px solid transparent}
nav a:hover{color:var(--ink)}
nav a[aria-current]{color:var(--ink);font-weight:600;border-color:var(--accent)}
nav{border-bottom:1px solid var(--rule)}
main.wide{padding-top:1.6rem;padding-bottom:3rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.2rem;line-height:1.3;margin:0}
.stamp{margin:0 0 1.2rem;color:var(--muted)}
.stamp strong{color:var(--ink);font-weight:600}
.legend{font-style:italic;white-space:nowrap}
.filters{display:flex;flex-wrap:wrap;gap:.8rem 1rem;align-items:end;margin:0 0 1.6rem;padding:0}
.filters label{font-size:.8rem;color:var(--muted);display:grid;gap:.2rem;flex:1 1 10rem;min-width:0}
select,input{font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--grey);border-radius:4px;padding:.4rem .5rem;min-height:2.4rem;width:100%;min-width:0}
.clear{align-self:center;font-size:.9rem}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));gap:1px;background:var(--rule);border:1px solid var(--rule);margin:0 0 1.8rem;padding:0}
.cards div{background:var(--card);padding:.9rem 1.1rem 1rem;border-top:4px solid var(--tone,var(--ink))}
.cards .cu{--tone:var(--cu)}.cards .an{--tone:var(--an)}.cards .su{--tone:var(--su)}.cards .re{--tone:var(--re)}.cards .im{--tone:var(--im)}
.cards dt{font-size:.9rem;color:var(--muted)}
.cards dd{margin:0}
.big{font-size:2rem;line-height:1.25;font-variant-numeric:tabular-nums lining-nums}
.since{font-size:.8rem;color:var(--muted);font-variant-numeric:tabular-nums}
figure{margin:0 0 1.8rem;padding:1.1rem 1.25rem .9rem;background:var(--card);border:1px solid var(--rule);min-width:0}
figcaption p{margin:.15rem 0 .9rem;color:var(--muted);max-width:88ch}
figure svg{display:block;width:100%;height:auto;max-width:660px;margin:0 auto}
figure svg.bar{height:20px;max-width:none}
.note{font-size:.82rem;color:var(--muted);margin:.7rem 0 0}
details{margin:.6rem 0 0;font-size:.9rem}
summary{cursor:pointer;color:var(--accent);padding:.2rem 0;width:max-content;max-width:100%}
.files{margin:.6rem 0 .2rem;font-size:.85rem;display:flex;gap:1.1rem;flex-wrap:wrap}
.pair{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:0 1.8rem;align-items:start}
.steps{display:flex;flex-wrap:wrap;gap:.2rem 1rem;list-style:none;margin:0 0 .9rem;padding:0;align-items:baseline}
.steps li{display:flex;align-items:baseline;gap:.45rem}
.steps b{font-size:1.25rem;font-variant-numeric:tabular-nums}
.steps .sign{color:var(--muted);font-size:1.2rem}
.sw{display:inline-block;width:.7rem;height:.7rem;align-self:center;background:var(--tone)}
.sw.cu{--tone:var(--cu)}.sw.an{--tone:var(--an)}.sw.su{--tone:var(--su)}.sw.re{--tone:var(--re)}.sw.im{--tone:var(--im)}
.scroll{overflow:auto;max-height:26rem;border:1px solid var(--rule);background:var(--card)}
table{border-collapse:separate;border-spacing:0;font-size:.85rem;font-variant-numeric:tabular-nums;width:100%}
th,td{padding:.28rem .6rem;text-align:right;border-bottom:1px solid var(--rule);white-space:nowrap}
thead th{position:sticky;top:0;background:var(--card);z-index:2;vertical-align:bottom;border-bottom:1px solid var(--grey);font-weight:600}
th[scope=row],thead th:first-child,.left{text-align:left}
th[scope=row]{font-weight:400}
tfoot th,tfoot td{font-weight:600;border-top:1px solid var(--grey);border-bottom:0;position:sticky;bottom:0;background:var(--card)}
thead button{all:unset;cursor:pointer}
thead button:focus-visible{outline:3px solid var(--focus)}
th[aria-sort=ascending] button::after{content:" ▲"}
th[aria-sort=descending] button::after{content:" ▼"}
.scroll.matrix{max-height:44rem}
.scroll.all{max-height:none}
.matrix table{width:auto;min-width:100%}
.matrix td{padding:.2rem .35rem;font-size:.78rem;color:var(--muted);border-bottom-color:transparent}
.matrix th[scope=row]{border-bottom-color:transparent;position:sticky;left:0;background:var(--card);z-index:1;max-width:13rem;overflow:hidden;text-overflow:ellipsis}
.matrix thead th{font-size:.72rem;padding:.35rem}
.matrix thead th:first-child{left:0;z-index:3}
.matrix td:nth-child(2){color:var(--ink);font-weight:600}
.matrix col.l{background:var(--local)}
.matrix thead th.l{background:var(--local)}
.matrix td.k1{background:var(--k1);color:var(--ink)}
.matrix td.k2{background:var(--k2);color:var(--ink)}
.matrix td.k3{background:var(--k3);color:var(--k3t)}
.matrix td.k4{background:var(--k4);color:var(--strong)}
:root{--k3t:#10201a}
@media (prefers-color-scheme:dark){:root{--k3t:#fff}.matrix td.k2{color:#fff}}
.keys{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;list-style:none;margin:0 0 .6rem;padding:0;font-size:.82rem;color:var(--muted)}
.keys i{display:inline-block;width:1.5rem;height:.8rem;margin-right:.4rem;vertical-align:-.05rem;border:1px solid var(--grey)}
.keys .k0{background:var(--card)}.keys .k1{background:var(--k1)}.keys .k2{background:var(--k2)}.keys .k3{background:var(--k3)}.keys .k4{background:var(--k4)}.keys .l{background:var(--local)}
.paper{max-width:44rem;background:var(--card);border:1px solid var(--rule);padding:1.6rem 1.75rem;margin:0 0 1.8rem}
.paper>:first-child{margin-top:0}.paper>:last-child{margin-bottom:0}
.paper label{display:grid;gap:.3rem;margin:0 0 1rem}
.paper.full{max-width:none}
.facts{margin:.6rem 0 0}.facts dt{font-size:.85rem;color:var(--muted)}.facts dd{margin:0 0 .7rem}
a.main{font-weight:600}
.narrow{max-width:34rem;margin:2.5rem auto}
code,.hash{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace;font-size:.86em;overflow-wrap:anywhere}
pre{background:var(--k0);padding:.8rem 1rem;font-size:.85rem;white-space:pre-wrap;overflow-wrap:anywhere}
code.line{display:block;margin-top:.3rem}
.paper h1{margin-bottom:1rem}
footer{border-top:1px solid var(--rule);color:var(--muted);font-size:.85rem;padding:1.1rem 0 2.2rem}
footer p{margin:.2rem 0}
.alert{border-left:4px solid var(--su);padding:.6rem 1rem;background:var(--k0);margin:0 0 1.2rem}
.only-print{display:none}
${drawingStyle(AS_VARIABLES)}
@media (max-width:900px){.pair{grid-template-columns:minmax(0,1fr)}}
@media (max-width:560px){
.wide{padding:0 .9rem}
h1{font-size:1.55rem}
figure{padding:.9rem .9rem .7rem}
.big{font-size:1.55rem}
.cards{grid-template-columns:repeat(2,minmax(0,1fr))}
.cards div{padding:.7rem .8rem}
.cards div:first-child{grid-column:1/-1}
svg text{font-size:16px}
svg .i{font-size:10px}
table{font-size:.78rem}
th,td{padding:.28rem .25rem}
nav ul{gap:0 1.2rem}
.legend{white-space:normal}
}
@page{size:letter;margin:12mm;@bottom-left{content:"Cifras preliminares e informativas";font:8pt sans-serif}@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif}}
@page ancha{size:letter landscape}
@media print{
:root{${variables(LIGHT)};--paper:#fff}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{font-size:10pt}
.wide{max-width:none;padding:0}
nav,.filters,.who,.skip,.files,summary,.quiet{display:none!important}
.only-print{display:block}
main.wide{padding-top:5mm;padding-bottom:0}
figure,.paper{break-inside:avoid;border:0;padding:0;margin:0 0 7mm}
.pair{display:block}
figure:not(.table):not(#avance){display:grid;grid-template-columns:86mm minmax(0,1fr);gap:0 7mm;align-items:start}
figcaption{grid-column:1/-1}
figure>svg,figure>.note,figure>.scroll{grid-column:1}
figure>details{grid-column:2;grid-row:2/span 3;margin:0}
#diario .scroll,#mapa-mundo .scroll{columns:2;column-gap:5mm}
#c-tabla~.scroll{grid-column:1/-1}
figure svg{max-width:none}
figure.table{break-inside:auto;page:ancha}
.scroll,.scroll.matrix{overflow:visible;max-height:none;border:0}
.matrix table,.matrix td,.matrix thead th{font-size:5.6pt;padding:.35mm .5mm}
.matrix th[scope=row]{max-width:28mm;position:static}
thead{display:table-header-group}tfoot{display:table-row-group}
thead th,tfoot th,tfoot td{position:static}
tr{break-inside:avoid}
details::details-content{content-visibility:visible;block-size:auto}
details>*{display:block}
details table{display:table;font-size:7.5pt}
details{break-inside:auto}
th,td{padding:.25mm 1mm;line-height:1.25}
thead button{display:contents}
footer{display:none}
#mapa-mundo th,#mapa-mundo td{font-size:6.5pt;white-space:normal}
.cards{grid-template-columns:repeat(5,1fr)}
.big{font-size:16pt}
a{color:inherit;text-decoration:none}
}
`

/** What a browser shows beside the title: three bars. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M3 15V8m5 7V2m5 13V6" stroke="#1f5c43" stroke-width="3"/></svg>`
