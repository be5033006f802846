/* What a page does beyond links and check boxes: the reader's place is kept, a sentence lights
   its counterpart, and cards open by touch, or by pointer and keyboard where the browser does
   not open them itself. Without this script the text, its links and the ways of reading work. */
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const header = () => document.querySelector(".md-header")?.getBoundingClientRect().bottom || 0;

  /* The reader's place: the segment of the address while it is on the screen, else the first that is. */
  const rowAtTop = () => {
    const line = header() + 24;
    const reaches = (row) => row.getBoundingClientRect().bottom > line;
    const named = document.querySelector(".row:target");
    if (named && reaches(named) && named.getBoundingClientRect().top < innerHeight) return named;
    return all(".row").find(reaches);
  };

  /* The language switch leads to the same place. */
  const carry = () => {
    const top = scrollY > 0 ? rowAtTop() : null;
    const fragment = top ? "#" + top.id : location.hash;
    for (const link of all("a[data-edition-language]")) {
      link.setAttribute("href", (link.getAttribute("href").split("#")[0] || "./") + fragment);
    }
  };
  for (const type of ["pointerdown", "focusin", "click"]) {
    document.addEventListener(type, (event) => {
      if (event.target.closest?.("a[data-edition-language]")) carry();
    }, true);
  }
  addEventListener("hashchange", carry);

  /* From a folder there is no server that finds index.html: name it in every link. */
  const nameIndex = () => {
    for (const link of all("a[href]")) {
      const parts = link.getAttribute("href").match(/^(?!\w+:|#)(.*\/|\.{1,2}|)(#.*)?$/);
      if (parts) link.setAttribute("href", (parts[1] || ".").replace(/\/$/, "") + "/index.html" + (parts[2] || ""));
    }
  };

  /* The way of reading: kept in the address once it is chosen or is not the usual one, and
     remembered. */
  const inputs = (name) => all(`.edition-reading input[name="${name}"]`);
  const chosen = (name) => inputs(name).find((input) => input.checked);
  const usual = (name) => inputs(name).find((input) => input.defaultChecked);

  const choices = () => ["view", "with", "marks"].filter(chosen);

  const remember = (stores, changed) => {
    const state = {page: document.documentElement.lang};
    const address = new URL(location);
    for (const name of choices()) {
      state[name] = chosen(name).value;
      if (chosen(name) !== usual(name) || name === changed || address.searchParams.has(name)) address.searchParams.set(name, state[name]);
    }
    for (const store of stores) {
      try {
        const before = JSON.parse(store().getItem("edition.reading"));
        store().setItem("edition.reading", JSON.stringify({...before, ...state}));
      } catch { /* storage is refused */ }
    }
    if (address.href !== location.href) {
      try { history.replaceState(history.state, "", address); } catch { /* a folder may refuse */ }
    }
  };

  /* The card of choices closes when the focus goes on. */
  document.addEventListener("focusout", (event) => {
    const card = event.target.closest?.(".edition-reading");
    const next = event.relatedTarget;
    if (card && next && !card.contains(next) && !next.matches(".edition-reading-button")) card.hidePopover?.();
  });

  /* Unmarked terms and notes are no links, so that a screen reader reads the text alone. */
  const markOrNot = () => {
    const [from, to] = chosen("marks").value === "marked" ? ["data-", ""] : ["", "data-"];
    for (const link of all(".row [data-text] a")) {
      for (const name of ["href", "interestfor"]) {
        if (!link.hasAttribute(from + name)) continue;
        link.setAttribute(to + name, link.getAttribute(from + name));
        link.removeAttribute(from + name);
      }
    }
  };

  const keepPlace = (before, after) => {
    before();
    const row = scrollY > 0 ? rowAtTop() : null;
    const top = row?.getBoundingClientRect().top;
    after();
    if (row) scrollBy({top: row.getBoundingClientRect().top - top, behavior: "instant"});
  };

  const watchScheme = () => {
    for (const input of inputs("scheme")) {
      input.addEventListener("change", () => {
        try { localStorage.setItem("edition.scheme", input.value); } catch { /* storage is refused */ }
      });
    }
  };

  const watchReading = () => {
    watchScheme();
    if (!chosen("marks")) return;
    const state = () => choices().map(chosen);
    const set = (inputs) => inputs.forEach((input) => { input.checked = true; });
    let now = state();
    document.querySelector(".edition-reading").addEventListener("change", (event) => {
      if (event.target.name === "scheme") return;
      const next = state();
      keepPlace(() => set(now), () => set(next));
      now = next;
      markOrNot();
      remember([() => sessionStorage, () => localStorage], event.target.name);
    });
    markOrNot();
    remember([() => sessionStorage]);
  };

  /* Sentences: the one under the pointer or in focus, and its counterparts in the same row. */
  const lit = new Set();
  const light = (sentence) => {
    for (const old of lit) old.classList.remove("lit");
    lit.clear();
    if (!sentence || chosen("view")?.value === "single") return;
    for (const twin of all(`.s[data-s="${sentence.dataset.s}"]`, sentence.closest(".row"))) {
      twin.classList.add("lit");
      lit.add(twin);
    }
  };
  const sentenceOf = (node) => node?.closest?.(".s");
  const focused = () => sentenceOf(document.activeElement);
  const enter = (sentence, how) => {
    sentence.tabIndex = -1;
    sentence.focus(how);
  };
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch") light(sentenceOf(event.target) || focused());
  });
  document.addEventListener("focusin", (event) => light(sentenceOf(event.target)));
  document.addEventListener("focusout", () => light(null));
  document.addEventListener("click", (event) => {
    const sentence = sentenceOf(event.target);
    if (sentence && !event.target.closest("a") && getSelection().isCollapsed) enter(sentence, {preventScroll: true});
  });

  /* From a paragraph's number or a sentence, the arrows go through the sentences of the page. */
  const step = (event) => {
    const from = document.activeElement;
    if (!from?.matches(".s:focus-visible, .row-no:focus-visible") || event.altKey || event.ctrlKey || event.metaKey) return;
    const sentences = all(".row .text:not(.facing) .s");
    const row = from.closest(".row");
    const own = from.matches(".s") ? sentences.indexOf(row.querySelector(`.text:not(.facing) .s[data-s="${from.dataset.s}"]`)) : -1;
    const first = sentences.findIndex((sentence) => row.contains(sentence) || row.compareDocumentPosition(sentence) & Node.DOCUMENT_POSITION_FOLLOWING);
    const next = {ArrowDown: own < 0 ? first : own + 1, ArrowUp: (own < 0 ? first : own) - 1}[event.key];
    if (next === undefined || !sentences[next]) return;
    event.preventDefault();
    enter(sentences[next]);
  };

  /* Cards. A finger opens one where a pointer would hover. Where the browser does not show
     interest itself, pointer and focus do so here. */
  const cardOf = (link) => document.getElementById(link.getAttribute("interestfor"));
  const anchored = CSS.supports("position-area: block-end");
  let source = null;

  const place = (card, link) => {
    const box = link.getClientRects()[0];
    const gap = 4;
    const [above, below] = [box.top - 2 * gap, innerHeight - box.bottom - 2 * gap];
    Object.assign(card.style, {position: "fixed", inset: "auto", margin: "0", maxHeight: ""});
    const under = below >= card.offsetHeight || below >= above;
    card.style.maxHeight = `${Math.min(card.offsetHeight, under ? below : above)}px`;
    card.style.top = `${under ? box.bottom + gap : box.top - gap - card.offsetHeight}px`;
    card.style.left = `${Math.max(2 * gap, Math.min(box.left, innerWidth - card.offsetWidth - 2 * gap))}px`;
  };
  const show = (link) => {
    const card = cardOf(link);
    if (!card?.popover) return;
    if (!card.matches(":popover-open")) card.showPopover({source: link});
    source = link;
    if (!anchored) place(card, link);
  };
  const hide = () => all(".card:popover-open").forEach((card) => card.hidePopover());

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[interestfor]");
    if (!link || event.pointerType !== "touch" || !cardOf(link)?.popover) return;
    event.preventDefault();
    show(link);
  });

  const showInterest = () => {
    let timer = 0;
    const later = (action, delay) => { clearTimeout(timer); timer = setTimeout(action, delay); };
    const related = (node) => node?.closest?.("a[interestfor]") || node?.closest?.(".card");
    document.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      const found = related(event.target);
      if (found?.matches("a")) later(() => { hide(); show(found); }, 350);
      else if (found) clearTimeout(timer);
      else if (!related(document.activeElement)) later(hide, 250);
    });
    document.addEventListener("focusin", (event) => {
      const found = related(event.target);
      if (found?.matches("a:focus-visible")) later(() => { hide(); show(found); }, 350);
      else if (!found) later(hide, 0);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      clearTimeout(timer);
      if (related(document.activeElement)?.matches(".card")) source?.focus();
      hide();
    });
  };

  /* What not every page needs is loaded when a reader turns to it. */
  const assets = new URL(".", document.currentScript.src);
  window.edition = {place: (card, link) => { if (!anchored) place(card, link); }};
  const load = (name) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${assets}${name}.js`;
    script.async = false;
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => { script.remove(); reject(new Error(`not loaded: ${script.src}`)); });
    document.head.append(script);
  });

  const watchGlossary = () => {
    const filter = document.querySelector(".term-filter");
    if (!filter) return;
    load("edition-glossary").catch(() => { filter.hidden = true; });
  };

  const watchNotes = () => {
    if (document.querySelector(".card-note") && matchMedia("(min-width: 76.25em)").matches) load("edition-margin").catch(() => {});
  };

  /* A paragraph's number leads to its address, and there opens the menu of its citations. */
  let citing;
  const loadCiting = () => citing ??= load("edition-cite").catch((error) => { citing = undefined; throw error; });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.row-no");
    const plain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || !citable()) return;
    loadCiting().then(() => edition.cite.open(link), () => { /* the link has led to the address */ });
  });
  const citable = () => document.getElementById("edition.cite") && "popover" in HTMLElement.prototype;
  const watchNumbers = () => {
    if (citable()) all("a.row-no").forEach((link) => link.setAttribute("aria-haspopup", "dialog"));
  };

  /* The search: its parts are loaded when a reader, or a script, turns to it. */
  let parts;
  const loadSearch = () => parts ??= Promise.all(["text", "library", "engine", "box"].map((part) => load(`search-${part}`)))
    .catch((error) => { parts = undefined; throw error; });
  window.editionSearch = async (query, options) => {
    await loadSearch();
    return edition.engine.search(query, options);
  };
  const named = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch { return null; /* the address is not well formed */ }
  };

  /* A paragraph that was published keeps its address: where it is not on this page, or has moved,
     the address leads to where it is. */
  const follow = async () => {
    const target = named();
    const moved = target?.matches("[data-retired]") && target.querySelector("a[data-moved]");
    if (moved) location.replace(moved.href);
    const id = location.hash.slice(1);
    const leads = document.querySelector("a.leads");
    if (target || !(leads || document.querySelector(".row")) || !(leads || id)) return;
    const here = location.pathname.slice(new URL("..", assets).pathname.length).split("/");
    if (id) await load(`ids/${here[1]}`).catch(() => {});
    const page = Object.entries(edition.ids ?? {}).find(([, ids]) => ids.split(" ").includes(id))?.[0];
    if (page === undefined) return leads && location.replace(leads.href);
    const name = location.protocol === "file:" ? "index.html" : "";
    location.replace(`${new URL("..", assets)}${here[0]}/${here[1]}/${page === "0" ? "" : `${page}/`}${name}${location.search}#${id}`);
  };
  addEventListener("hashchange", follow);

  const panel = () => document.getElementById("edition.search");
  const watchSearch = () => {
    document.getElementById("edition.query").addEventListener("focus", (event) => event.target.select());
    panel().addEventListener("toggle", (event) => {
      if (event.newState === "open") loadSearch().then(() => edition.box.open(), () => panel().classList.add("failed"));
    });
    const query = new URLSearchParams(location.search).get("q");
    if (!query) return;
    const target = named();
    if (target) loadSearch().then(() => edition.box.arrive(target, query));
    else panel().showPopover();
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const k = event.key.toLowerCase() === "k" && (event.ctrlKey !== event.metaKey) && !event.altKey && !event.shiftKey;
    if (!slash && !k) return;
    event.preventDefault();
    if (panel().matches(":popover-open")) document.getElementById("edition.query").focus();
    else panel().showPopover();
  });

  /* What a switch opens has the focus. */
  document.addEventListener("change", (event) => {
    if (!event.target.checked) return;
    if (event.target.id === "__drawer") document.querySelector(".md-sidebar--primary a")?.focus();
  });
  /* Escape leaves a sentence; it closes the drawer and leaves the focus on its switch. */
  document.addEventListener("keydown", (event) => {
    step(event);
    if (event.key === "Escape" && document.activeElement?.matches(".s")) document.activeElement.blur();
    const drawer = document.getElementById("__drawer");
    if (event.key === "Escape" && drawer?.checked) {
      drawer.click();
      drawer.focus();
    }
  });

  const start = () => {
    if (location.protocol === "file:") nameIndex();
    watchReading();
    watchSearch();
    watchGlossary();
    watchNotes();
    watchNumbers();
    carry();
    follow();
    if (!("interestForElement" in HTMLAnchorElement.prototype)) showInterest();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
