package io.roundtable.bench.report;

/** How the page looks, by day and by night. */
final class Style {
    static final String SHEET = """
        :root { color-scheme: light dark; --paper: #ffffff; --ink: #1f2328; --soft: #59636e; --rule: #d8dee4;
          --c0: #0a5fc2; --c1: #a85a00; --c2: #6b46b5; --c3: #4b7a1a; --good: #2e7d4f; --bad: #b3352b }
        @media (prefers-color-scheme: dark) { :root { --paper: #16191d; --ink: #e2e6ea; --soft: #9aa4ae;
          --rule: #343a41; --c0: #6cabf5; --c1: #e0a458; --c2: #b79cf0; --c3: #9cc46a; --good: #63b486; --bad: #ef8379 } }
        body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; background: var(--paper); color: var(--ink);
          font: 15px/1.5 system-ui, sans-serif }
        h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2.2rem }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1.2rem; font-size: .85rem }
        dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere }
        .wide { overflow-x: auto } table { border-collapse: collapse; font-size: .8rem; white-space: nowrap }
        th, td { text-align: left; padding: .2rem .7rem .2rem 0; border-bottom: 1px solid var(--rule) }
        th { color: var(--soft); font-weight: 500 } td:nth-child(4), td:nth-child(5), td:nth-child(7), td:nth-child(8)
          { font-variant-numeric: tabular-nums } tr.unmet td:last-child { color: var(--bad); font-weight: 600 }
        pre { white-space: pre-wrap; font-size: .8rem } svg { width: 100%; height: auto; display: block }
        svg text { fill: var(--soft); font-size: 11px } svg .number { fill: var(--ink) }
        .grid { stroke: var(--rule); stroke-width: 1 } .same { stroke: var(--soft); stroke-dasharray: 3 3 }
        .goal { stroke: var(--ink); stroke-width: 2.5 }
        .bar.met { fill: var(--good) } .bar.unmet { fill: var(--bad) } .bar.open { fill: var(--soft) }
        .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1.2rem }
        figure { margin: 0 } figcaption { font-size: .85rem }
        .line { fill: none; stroke-width: 1.6 } .legend { margin: 0; font-size: .8rem } .key { margin-right: 1.2rem }
        .key::before { content: "\\2014\\2002"; font-weight: 700 }
        .line.color0 { stroke: var(--c0) } .line.color1 { stroke: var(--c1); stroke-dasharray: 6 2 }
        .line.color2 { stroke: var(--c2); stroke-dasharray: 2 2 } .line.color3 { stroke: var(--c3) }
        .key.color0 { color: var(--c0) } .key.color1 { color: var(--c1) } .key.color2 { color: var(--c2) }
        .key.color3 { color: var(--c3) }
        """;

    private Style() {}
}
