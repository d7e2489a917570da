// SPDX-License-Identifier: Apache-2.0

extension APIDocs {
    /// The look of the page: the colours of the web app, in light and in dark.
    static let style = #"""
        :root {
          color-scheme: light;
          --ground: #f6f4ef; --surface: #ffffff; --line: #e2ddd2; --line-strong: #8a8578;
          --text: #1f2724; --soft: #59625d; --accent: #1d6b58; --on-accent: #ffffff; --accent-soft: #d9ece4;
          --danger: #b3261e; --danger-soft: #fbe4e1; --code: #f0ede5;
          --get: #1d6b58; --post: #2b5fa8; --patch: #8a5300; --delete: #b3261e; --put: #6b3fa0;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            color-scheme: dark;
            --ground: #101614; --surface: #171f1c; --line: #2a3631; --line-strong: #74847c;
            --text: #e8eeea; --soft: #a3b1aa; --accent: #63cbaa; --on-accent: #06231b; --accent-soft: #1c3b32;
            --danger: #ff9a8f; --danger-soft: #40201c; --code: #0c110f;
            --get: #63cbaa; --post: #8db8f2; --patch: #f0b868; --delete: #ff9a8f; --put: #c4a3f0;
          }
        }
        *, *::before, *::after { box-sizing: border-box; }
        [hidden] { display: none !important; }
        html { scroll-padding-top: 76px; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body {
          margin: 0; background: var(--ground); color: var(--text);
          font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
        }
        h1, h2, h3, p, ul { margin: 0; padding: 0; }
        h1 { font-size: 1.125rem; display: flex; align-items: center; gap: .6rem; }
        h2 { font-size: 1.0625rem; }
        h3 { font-size: .9375rem; margin-bottom: .4rem; }
        ul { list-style: none; }
        a { color: var(--accent); }
        code, pre, textarea { font: .875rem/1.5 ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono",
          monospace; }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
        .skip { position: absolute; left: -999px; }
        .skip:focus { left: 12px; top: 12px; z-index: 9; background: var(--surface); padding: .5rem 1rem; }
        .mark { width: 26px; height: 26px; border-radius: 9px 9px 9px 3px; background: var(--accent); }
        .bar {
          position: sticky; top: 0; z-index: 5; display: flex; justify-content: space-between;
            align-items: center;
          gap: 1rem; min-height: 60px; padding: .5rem max(1rem, env(safe-area-inset-left));
          background: var(--surface); border-bottom: 1px solid var(--line);
        }
        .bar nav { display: flex; gap: 1.25rem; font-size: .9375rem; }
        .columns { display: grid; grid-template-columns: 300px minmax(0, 1fr); gap: 2rem; max-width: 1280px;
          margin: 0 auto; padding: 1.5rem 1.5rem 4rem; }
        aside { position: sticky; top: 84px; align-self: start; max-height: calc(100vh - 100px);
          overflow-y: auto;
          display: flex; flex-direction: column; gap: 1.25rem; padding: 3px; }
        .card { background: var(--surface); border: 1px solid var(--line); border-radius: 14px;
          padding: 1rem; }
        .card > * + *, form > * + * { margin-top: .75rem; }
        #contents h2 { font-size: .8125rem; color: var(--soft); margin: .9rem 0 .25rem; }
        #contents a { display: flex; align-items: center; gap: .6rem; padding: .3rem .5rem;
          border-radius: 8px;
          color: var(--text); text-decoration: none; font-size: .9375rem; }
        #contents a:hover { background: var(--code); }
        #contents .method { min-width: 3.6rem; font-size: .6875rem; }
        .field { display: block; }
        .field > span { display: block; font-size: .875rem; color: var(--soft); margin-bottom: .2rem; }
        input, textarea {
          width: 100%; min-height: 44px; padding: .5rem .75rem; color: inherit; background: var(--surface);
          border: 1px solid var(--line-strong); border-radius: 8px; font-size: 1rem;
        }
        input { font-family: inherit; }
        textarea { font-size: .875rem; resize: vertical; display: block; }
        ::placeholder { color: var(--soft); opacity: .8; }
        button {
          min-height: 44px; padding: .5rem 1.1rem; border: 0; border-radius: 10px; cursor: pointer;
          background: var(--accent); color: var(--on-accent); font-family: inherit; font-size: .9375rem;
          font-weight: 600; line-height: 1.2;
        }
        button.plain { background: var(--accent-soft); color: var(--text); }
        button.danger { background: var(--danger-soft); color: var(--danger); }
        .note { font-size: .875rem; color: var(--soft); }
        .problem { color: var(--danger); font-size: .9375rem; }
        main:focus { outline: none; }
        .lead { color: var(--soft); max-width: 70ch; margin-bottom: 1.5rem; }
        .lead code { background: var(--code); padding: .1rem .35rem; border-radius: 5px; }
        .group { margin-bottom: 2rem; }
        .group > h2 { margin-bottom: .6rem; }
        .operation { background: var(--surface); border: 1px solid var(--line); border-radius: 14px;
          margin-bottom: .5rem; }
        summary { cursor: pointer; border-radius: 12px; }
        .operation > summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: .35rem .75rem;
          padding: .7rem 1rem; min-height: 48px; list-style: none; }
        .operation > summary::-webkit-details-marker { display: none; }
        .operation > summary:hover .path { text-decoration: underline; }
        .operation[open] > summary { border-bottom: 1px solid var(--line); border-radius: 12px 12px 0 0; }
        .method { display: inline-block; min-width: 4.2rem; font-weight: 700; font-size: .8125rem;
          letter-spacing: .02em; color: var(--get); }
        .method.post { color: var(--post); } .method.patch { color: var(--patch); }
        .method.put { color: var(--put); } .method.delete { color: var(--delete); }
        .path { overflow-wrap: anywhere; font-weight: 600; }
        .summary { color: var(--soft); font-size: .9375rem; flex: 1 1 16rem; }
        .lock, .optional, .where { font-size: .75rem; color: var(--soft); border: 1px solid var(--line);
          border-radius: 99px; padding: .05rem .5rem; white-space: nowrap; }
        .inside { padding: 1rem; display: grid; gap: 1.25rem; }
        .fields { display: grid; gap: .3rem; }
        .type + .fields { margin-top: .4rem; }
        .fields li { overflow-wrap: anywhere; }
        .fields .fields { margin: .4rem 0 .4rem .4rem; padding-left: .9rem;
          border-left: 2px solid var(--line); }
        .type { color: var(--soft); font-size: .9375rem; }
        .status { font-weight: 700; } .status.good { color: var(--get);
          } .status.bad { color: var(--danger); }
        .try { background: var(--ground); border: 1px solid var(--line); border-radius: 12px; padding: 1rem; }
        .answer > * { margin-top: .75rem; overflow-wrap: anywhere; }
        pre { max-height: 28rem; overflow: auto; padding: .9rem; background: var(--code); border-radius: 10px;
          white-space: pre-wrap; margin-bottom: 0; }
        @media (max-width: 860px) {
          .columns { grid-template-columns: minmax(0, 1fr); gap: 1.25rem; padding: 1rem 1rem 3rem; }
          aside { position: static; max-height: none; overflow: visible; }
          #contents { display: none; }
        }

        """#
}
