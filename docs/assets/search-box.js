/* The search box: a combobox (WAI-ARIA Authoring Practices) over the results of search-engine.js,
   and the marks on what a result leads to. Text reaches the page as text, never as markup. */
"use strict";
edition.box = (() => {
  const panel = document.getElementById("edition.search");
  const input = document.getElementById("edition.query");
  const list = document.getElementById("edition.results");
  const status = panel.querySelector(".edition-search-status");
  const others = panel.querySelector(".edition-search-forms");
  const works = panel.querySelector("select[name=work]");
  const kinds = [...panel.querySelectorAll("input[name=in]")];
  const reader = document.documentElement.lang;
  const ENTRIES = 3;
  const words = (template, count) => template.replace("{n}", count < 1000 ? count : count.toLocaleString(reader));

  const element = (name, values, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(values)) if (value) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const within = (ranges, from, to) => ranges.map(([a, b]) => [Math.max(a, from) - from, Math.min(b, to) - from]).filter(([a, b]) => a < b);
  /* A text with its hits in <mark>. What stands far from the first hit of each word is left out. */
  const [BEFORE, AFTER] = [28, 56]; // characters
  const windows = (text, ranges) => {
    const first = new Map();
    for (const range of ranges) {
      const word = text.slice(...range).toLowerCase();
      if (!first.has(word)) first.set(word, range);
    }
    const shown = [];
    for (const [start, end] of first.size ? first.values() : [[0, text.length]]) {
      const last = shown[shown.length - 1];
      let from = start > 2 * BEFORE ? start - BEFORE : 0;
      if (from) from += Math.max(0, text.slice(from, start).search(/[\s，。；、：]/u) + 1);
      if (last && from <= last[1] + BEFORE) last[1] = end + AFTER;
      else shown.push([from, end + AFTER]);
    }
    shown[shown.length - 1][1] = text.length;
    return shown;
  };
  const marked = (text, ranges) => windows(text, ranges).flatMap(([from, to]) => {
    const pieces = [from ? "…" : ""];
    let at = from;
    for (const [start, end] of within(ranges, from, to).map(([a, b]) => [a + from, b + from])) {
      pieces.push(text.slice(at, start), element("mark", {}, text.slice(start, end)));
      at = end;
    }
    return [...pieces, text.slice(at, to)];
  });

  /* The first line of an entry is its forms, or the words that a note is about. */
  const shown = ({lang, text, ranges}, kind) => {
    const line = kind === "text" ? -1 : text.indexOf("\n");
    const head = line < 0 ? [] : [element("strong", {}, ...marked(text.slice(0, line), within(ranges, 0, line))), " "];
    const rest = marked(text.slice(line + 1), within(ranges, line + 1, text.length));
    return element("span", {class: "edition-result-text", lang}, ...head, ...rest);
  };
  const facts = (result) => {
    const label = {text: result.number, glossary: list.dataset.glossary, notes: `${list.dataset.note} ${result.number}`}[result.kind];
    const parts = [result.section, result.title].filter((part, n, all) => part && all.indexOf(part) === n);
    return element("span", {class: "edition-result-head"},
      ...(label ? [element("b", {}, label)] : []), ...parts.map((part) => element("span", {lang: result.texts[0].lang}, part)));
  };
  const option = (result) => {
    const name = {text: "data-segment", glossary: "data-term", notes: "data-note"}[result.kind];
    const value = result.kind === "text" ? `${result.work}/${result.id}` : result.id;
    return element("a", {role: "option", href: result.href, tabindex: "-1", class: "edition-result", [name]: value},
      facts(result), ...result.texts.map((text) => shown(text, result.kind)));
  };
  const more = (template, count, action) => {
    const made = element("div", {role: "option", class: "edition-result edition-result-more"}, words(template, count));
    made.addEventListener("click", action);
    return made;
  };

  /* The choice among the results. */
  let active = -1;
  const options = () => [...list.querySelectorAll("[role=option]")];
  const choose = (at) => {
    const all = options();
    all[active]?.setAttribute("aria-selected", "false");
    active = all.length && at !== -1 ? (at + all.length) % all.length : -1;
    const chosen = all[active];
    input.removeAttribute("aria-activedescendant");
    if (!chosen) return;
    chosen.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({block: "nearest"});
  };
  const show = (made, keep) => {
    made.forEach((each, n) => {
      each.id = `edition.result.${n}`;
      each.setAttribute("aria-selected", "false");
    });
    list.replaceChildren(...made);
    input.setAttribute("aria-expanded", String(made.length > 0));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    if (keep !== undefined) choose(keep);
    else requestAnimationFrame(() => { panel.scrollTop = 0; });
  };

  /* Of the glossary a few entries come first; the rest on demand, like what is beyond a page. */
  const lay = (results, limit, keep, entries) => {
    const run = results.findIndex((result) => result.kind !== "glossary");
    const folded = !entries && run > ENTRIES + 1;
    const made = results.map(option);
    if (folded) made.splice(ENTRIES, run - ENTRIES, more(list.dataset.moreGlossary, run - ENTRIES, () => lay(results, limit, ENTRIES, true)));
    if (results.length < results.total) made.push(more(list.dataset.more, results.total - results.length, () => ask(2 * limit, made.length - 1)));
    show(made, keep);
  };
  const layForms = (results) => {
    const {fold} = edition.text;
    const [label] = others.childNodes;
    const links = new Map();
    for (const {lang, form} of results.flatMap((result) => result.forms)) {
      const key = fold(form);
      if (key !== fold(input.value) && (lang === reader || !links.has(key))) links.set(key, {lang, form});
    }
    const made = [...links.values()].map(({lang, form}) => {
      const link = element("a", {href: `?q=${encodeURIComponent(form)}`, lang}, form);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        input.value = form;
        input.focus();
        ask();
      });
      return link;
    });
    others.hidden = !made.length;
    others.replaceChildren(label, ...made);
  };

  /* What is asked stands in the address while the box is open. */
  let before = null;
  const filter = () => ({in: kinds.find((kind) => kind.checked).value, work: works.value});
  const write = () => {
    const address = new URL(location);
    address.hash = "";
    for (const [name, value] of Object.entries({q: input.value.trim(), ...filter()})) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    try { history.replaceState(history.state, "", address); } catch { /* a folder may refuse */ }
  };
  const without = () => {
    const address = new URL(location);
    for (const name of ["q", "in", "work"]) address.searchParams.delete(name);
    return address;
  };

  let asking = 0;
  const ask = async (limit, keep) => {
    const mine = ++asking;
    write();
    const query = input.value.trim();
    if (!query) {
      show([]);
      others.hidden = true;
      status.textContent = "";
      return;
    }
    const late = setTimeout(() => { status.textContent = status.dataset.searching; }, 200);
    /* Entries of the glossary, most of them folded, leave room for the text. */
    const answer = async () => {
      let most = limit ?? await edition.engine.page();
      for (;;) {
        const results = await edition.engine.search(query, {lang: reader, limit: most, ...filter()});
        const entriesAlone = filter().in !== "glossary" && results.every((result) => result.kind === "glossary");
        if (!entriesAlone || results.length >= results.total) return [results, most];
        most *= 2;
      }
    };
    const [results, most] = await answer().catch(() => []);
    clearTimeout(late);
    await edition.library.pause();
    if (mine !== asking) return;
    panel.classList.toggle("failed", !results);
    if (!results) return;
    const {one, many, about, none} = status.dataset;
    status.textContent = !results.total ? none : results.about ? words(about, results.total) : results.total === 1 ? one : words(many, results.total);
    layForms(results);
    lay(results, most, keep, false);
  };

  input.addEventListener("input", (event) => { if (!event.isComposing) ask(); });
  input.addEventListener("compositionend", () => ask());
  for (const each of [...kinds, works]) each.addEventListener("change", () => ask());
  panel.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      panel.hidePopover();
    } else if (event.target === input && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      if (event.key === "ArrowDown") choose(active + 1);
      else if (active < 0) choose(options().length - 1);
      else choose(active === 0 ? -1 : active - 1);
    } else if (event.target === input && event.key === "Enter") {
      event.preventDefault();
      options()[Math.max(active, 0)]?.click();
    }
  });
  panel.addEventListener("toggle", (event) => {
    if (event.newState === "closed" && before) {
      try { history.replaceState(history.state, "", before); } catch { /* a folder may refuse */ }
      before = null;
    }
  });

  let filled = false;
  const fill = async () => {
    if (filled) return;
    filled = true;
    const all = await edition.engine.works();
    works.append(...all.map((work) => new Option(work.titles[reader] ?? work.titles.en ?? work.id, work.id)));
    works.parentElement.hidden = all.length < 2;
  };
  /* The box opens: with what the address asks, else with what was typed while this was loaded. */
  const open = async () => {
    if (before) return;
    before = without();
    const asked = new URL(location).searchParams;
    await fill().catch(() => { filled = false; });
    const kind = kinds.find((each) => each.value === asked.get("in"));
    if (kind) kind.checked = true;
    works.value = asked.get("work") ?? "";
    if (asked.get("q") && !input.value) input.value = asked.get("q");
    await ask();
  };

  /* A reader arrives at a result: its hits are marked in the page. */
  const textNodes = (block) => {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest("[data-apparatus]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  };
  const mark = (nodes, ranges) => {
    let at = 0;
    for (const node of nodes) {
      const {length} = node;
      for (const [start, end] of within(ranges, at, at + length).reverse()) {
        const hit = node.splitText(start);
        hit.splitText(end - start);
        const made = element("mark", {class: "edition-hit"});
        hit.replaceWith(made);
        made.append(hit);
      }
      at += length;
    }
  };
  const arrive = async (target, query) => {
    for (const old of document.querySelectorAll("mark.edition-hit")) {
      const {parentNode} = old;
      old.replaceWith(...old.childNodes);
      parentNode.normalize();
    }
    const blocks = [...target.querySelectorAll(target.matches(".row") ? "[data-text]" : "p, h2, h3")].map(textNodes);
    const found = await edition.engine.rangesIn(blocks.map((nodes) => nodes.map((node) => node.data).join("")), query);
    blocks.forEach((nodes, n) => mark(nodes, found[n]));
  };
  /* A result on this very page is reached without leaving it. */
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const stays = link && link.pathname === location.pathname && !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
    if (!stays) return;
    event.preventDefault();
    const query = input.value.trim();
    before = null;
    panel.hidePopover();
    try { history.replaceState(history.state, "", without()); } catch { /* a folder may refuse */ }
    try { history.pushState(null, "", link.search + link.hash); } catch { /* a folder may refuse */ }
    location.replace(link.hash);
    arrive(document.getElementById(decodeURIComponent(link.hash.slice(1))), query);
  });
  return {arrive, open};
})();
