/// The look of a report: light or dark as the reader's system is, one column with the contents beside it where there is
/// room, and a plain form for paper.
enum ReportStyle {
  static let css = """
    :root {
      color-scheme: light dark;
      --paper: #ffffff; --ink: #1c2127; --soft: #5b6570; --line: #e2e6ea; --panel: #f6f7f9; --accent: #2f5bd0;
      --good: #1a7f4b; --bad: #b3261e; --warn: #9a6400; --bad-panel: #fdf3f2; --stderr: #7a4a00;
      --k: #8a2ba8; --s: #1f7a3f; --n: #a85400; --c: #75808c; --f: #1f5fae; --d: #1f5fae;
      --figure: #ffffff;
      --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
      --mono: ui-monospace, "SF Mono", "Cascadia Code", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #14171b; --ink: #e3e7ec; --soft: #98a3af; --line: #2b3138; --panel: #1c2026; --accent: #8fb0ff;
        --good: #5fcf95; --bad: #ff8a80; --warn: #f0b849; --bad-panel: #2a1a1a; --stderr: #e0b070;
        --k: #d59af0; --s: #8fd19e; --n: #f0b070; --c: #8793a0; --f: #8ab8ff; --d: #8ab8ff;
        --figure: #f4f5f6;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
    @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
    body { margin: 0; background: var(--paper); color: var(--ink); font: 16.5px/1.62 var(--sans); }
    main { max-width: 54rem; margin: 0 auto; padding: 2.2rem 1.4rem 5rem; min-width: 0; }
    a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 2px; }
    a:focus-visible, pre:focus-visible, summary:focus-visible, .html:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2.2em 0 .6em; text-wrap: balance; letter-spacing: -.011em; scroll-margin-top: 1rem; }
    h1 { font-size: 2.05rem; margin-top: .4em; letter-spacing: -.02em; }
    h2 { font-size: 1.45rem; padding-bottom: .3em; border-bottom: 1px solid var(--line); }
    h3 { font-size: 1.18rem; } h4 { font-size: 1.03rem; }
    h5, h6 { font-size: .95rem; color: var(--soft); }
    p, ul, ol, blockquote { margin: .8em 0; }
    .text { overflow-wrap: break-word; }
    .text :is(ul, ol) { padding-left: 1.5em; }
    .text li { margin: .25em 0; }
    .text li:has(> input) { list-style: none; margin-left: -1.3em; }
    .text li > input { margin-right: .5em; }
    .text blockquote { border-left: 3px solid var(--line); margin-left: 0; padding: .05em 1.1em; color: var(--soft); }
    .text img { max-width: 100%; height: auto; }
    .text hr { border: 0; border-top: 1px solid var(--line); margin: 2em 0; }
    code, pre, kbd, samp { font-family: var(--mono); font-size: .845em; font-variant-ligatures: none; }
    :not(pre) > code { background: var(--panel); border-radius: 4px; padding: .12em .36em; }
    pre { margin: 0; overflow-x: auto; line-height: 1.55; tab-size: 4; }
    pre code { font-size: inherit; }
    .text pre, .raw pre { background: var(--panel); border-radius: 8px; padding: .8rem 1rem; margin: 1em 0; }
    math[display="block"] { margin: 1.1em 0; overflow-x: auto; overflow-y: hidden; font-size: 1.08em; }
    math .bold { font-weight: 700; }

    header.run { margin-bottom: 1.6rem; }
    .facts { margin: 0; color: var(--soft); font-size: .89rem; display: flex; flex-wrap: wrap; gap: .2em .6em; align-items: center; }
    .sep { opacity: .55; }
    .badge { display: inline-block; border-radius: 999px; padding: .08em .75em; font-size: .82rem; font-weight: 600; border: 1px solid currentColor; }
    .badge.good { color: var(--good); } .badge.bad { color: var(--bad); } .badge.warn { color: var(--warn); }
    .about { font-size: .89rem; margin-top: .6rem; }
    .about summary { color: var(--soft); cursor: pointer; width: max-content; }
    .about table { border-collapse: collapse; margin-top: .5rem; }
    .about th { text-align: left; font-weight: 500; color: var(--soft); padding: .22em 1.6em .22em 0; vertical-align: top; white-space: nowrap; }
    .about td { padding: .22em 0; overflow-wrap: anywhere; }
    .about code.given { background: color-mix(in srgb, var(--accent) 16%, transparent); }

    .toc { font-size: .89rem; max-width: 54rem; margin: 0 auto; padding: 1.4rem 1.4rem 0; }
    .toc summary { font-weight: 600; cursor: pointer; }
    .toc ul { list-style: none; margin: .5rem 0 0; padding: 0; }
    .toc li { margin: 0; line-height: 1.35; }
    .toc a { display: block; padding: .24em .6em; border-left: 2px solid var(--line); color: var(--soft); text-decoration: none; overflow-wrap: anywhere; }
    .toc a:hover { color: var(--ink); border-color: var(--accent); }
    .toc .l1 a { padding-left: 1.5em; } .toc .l2 a { padding-left: 2.5em; font-size: .95em; }
    @media (max-width: 77.99rem) { .toc ul { max-height: 15rem; overflow-y: auto; } }
    .toc a.bad { color: var(--bad); border-color: var(--bad); }
    @media (min-width: 78rem) {
      body { display: grid; grid-template-columns: 17.5rem minmax(0, 1fr); }
      .toc { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 2.4rem 1rem 2rem 1.6rem; margin: 0; }
      main { margin: 0; padding-left: 3.2rem; width: 100%; max-width: 60rem; }
      body:not(:has(.toc)) { display: block; }
      body:not(:has(.toc)) main { margin: 0 auto; padding-left: 1.4rem; }
    }

    section.code { margin: 1.35rem 0; border: 1px solid var(--line); border-radius: 10px; overflow: hidden; scroll-margin-top: 1rem; }
    section.ended { border-color: var(--bad); }
    .head { display: flex; align-items: baseline; gap: .7em; padding: .34rem .95rem; font-size: .8rem; color: var(--soft); background: var(--panel); border-bottom: 1px solid var(--line); }
    .head .number { color: var(--soft); text-decoration: none; font-family: var(--mono); font-size: .95em; }
    .head .number:hover { color: var(--accent); }
    .head .title { color: var(--ink); font-weight: 600; font-size: .87rem; }
    .head .state { margin-left: auto; white-space: nowrap; font-variant-numeric: tabular-nums; }
    .quiet { font-style: italic; }
    .source { padding: .75rem .95rem; background: var(--panel); font-size: .835rem; }
    .input > summary { padding: .3rem .95rem; font-size: .8rem; color: var(--soft); cursor: pointer; background: var(--panel); }
    .k { color: var(--k); } .s { color: var(--s); } .n { color: var(--n); }
    .c { color: var(--c); font-style: italic; } .f { color: var(--f); } .d { color: var(--d); font-weight: 600; }
    .out { padding: .65rem .95rem; font-size: .815rem; max-height: 34rem; overflow: auto; border-top: 1px solid var(--line); }
    .out + .out:not(.html) { border-top: 0; padding-top: 0; }
    .head + .out { border-top: 0; }
    .stderr { color: var(--stderr); }
    .gap { display: block; color: var(--soft); font-style: italic; padding: .6em 0; }
    .note { margin: 0; padding: .4rem .95rem; font-size: .82rem; color: var(--soft); font-style: italic; }
    .error { border-top: 1px solid var(--line); background: var(--bad-panel); }
    .error pre { padding: .75rem .95rem; font-size: .815rem; border-left: 3px solid var(--bad); }
    .what { color: var(--bad); font-weight: 700; } .caret { color: var(--bad); font-weight: 700; }
    figure { margin: 0; padding: .9rem; text-align: center; border-top: 1px solid var(--line); overflow-x: auto; }
    figure svg, figure img { max-width: 100%; height: auto; background: var(--figure); border-radius: 6px; }
    .html { overflow: auto; font-size: .85rem; }
    .html table, .text table { border-collapse: collapse; font-variant-numeric: tabular-nums; line-height: 1.4; }
    .text table { display: block; overflow-x: auto; font-size: .92rem; margin: 1em 0; }
    .html th, .html td, .text th, .text td { padding: .38em .8em; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
    .html td[align="right"], .html th[align="right"], .text td[align="right"], .text th[align="right"] { text-align: right; }
    .html td[align="center"], .html th[align="center"], .text td[align="center"], .text th[align="center"] { text-align: center; }
    .html thead th, .text thead th { border-bottom: 2px solid var(--line); font-weight: 600; white-space: nowrap; }
    .html thead th { position: sticky; top: -.65rem; background: var(--paper); }
    .html tbody th { font-weight: 500; color: var(--soft); }
    .html tbody tr:hover { background: var(--panel); }
    .b { font-weight: 700; } .dim { opacity: .7; } .i { font-style: italic; } .u { text-decoration: underline; }
    .c0 { color: var(--soft); } .c1 { color: var(--bad); } .c2 { color: var(--good); } .c3 { color: var(--warn); }
    .c4 { color: var(--accent); } .c5 { color: var(--k); } .c6 { color: var(--f); } .c7 { color: var(--ink); }
    .missing { color: var(--soft); font-style: italic; }

    @media print {
      :root { --paper: #fff; --ink: #000; --soft: #444; --line: #ccc; --panel: #f6f6f6; --figure: #fff; --bad-panel: #fff; }
      body { display: block; font-size: 10.5pt; }
      main { max-width: none; padding: 0; }
      .toc { display: none; }
      .out { max-height: none; overflow: visible; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; }
      section.code { overflow: visible; }
      figure, .html tr, .error { break-inside: avoid; }
      h1, h2, h3, .head { break-after: avoid; }
    }

    """
}
