/* The search, of three parts: this one answers. It finds the documents that hold what a query
   asks for, in order, and says what the reader is shown of each. A small library is in memory and
   read whole; of a large one the index names candidates, and a page of them is read. */
"use strict";
edition.engine = (() => {
  const {fold, held, holds, parse, ranges} = edition.text;
  const {blockOf, both, candidates, count, following, inTurn, open, pacing, read, stemmed, textOf, weight} = edition.library;
  const site = new URL("../", document.currentScript.src);

  /* What a document is, and where it stands in the order. */
  const kindOf = (library, doc) => doc < library.terms ? "glossary" : doc < library.notes ? "text" : "notes";
  const workOf = (library, doc) => {
    const key = {text: "first", notes: "note"}[kindOf(library, doc)];
    return key && library.works.findLast((work) => work[key] <= doc);
  };
  const formsOf = (library, doc, tag) => textOf(library, doc, tag).split("\n")[0].split(/；|; /).filter(Boolean);
  const isFormOf = (library, doc, text) => doc < library.terms && library.sources.some((tag) => formsOf(library, doc, tag).some((form) => fold(form) === text));
  const inOrder = async (library, phrase, hits) => {
    const step = pacing();
    for (const hit of hits) {
      await step();
      hit.order = [isFormOf(library, hit.doc, phrase.text) ? 0 : 1, hit.exact ? 0 : 1, weight(library, hit.doc), hit.doc];
    }
    return hits.sort((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1] || a.order[2] - b.order[2] || a.order[3] - b.order[3]);
  };
  const wanted = (library, filter) => (doc) =>
    (!filter.in || filter.in === kindOf(library, doc)) && (!filter.work || filter.work === workOf(library, doc)?.id);

  /* A hit, if each unit stands in some language of the document. */
  const examine = (library, doc, {units, phrase, anywhere}) => {
    const {first, folded} = blockOf(library, doc);
    const standsIn = (one) => {
      for (const tag in folded) if (holds(folded[tag][doc - first], one, anywhere)) return true;
      return false;
    };
    if (!units.every(standsIn)) return null;
    return {doc, exact: units.length === 1 ? !units[0].words : standsIn(phrase)};
  };
  const inMemory = async (library, asked, filter) => {
    const hits = [];
    const fits = wanted(library, filter);
    const step = pacing();
    for (let doc = 0; doc < library.count; doc++) {
      const hit = fits(doc) && examine(library, doc, asked);
      if (hit) hits.push(hit);
      if (doc % 64 === 0) await step();
    }
    return {hits, total: hits.length, about: false};
  };

  /* From the index: candidates in the order of the results, read until there are enough. */
  const LIMIT = 10;
  const TOKENS = 5;
  const FILES = 12;
  const examineRead = async (library, doc, asked, lang) => {
    for (const tag of new Set([lang, ...library.sources])) {
      await read(library, doc, tag);
      const hit = blockOf(library, doc) && examine(library, doc, asked);
      if (hit) return hit;
    }
    return null;
  };
  const candidatesFor = async (library, {units, phrase}) => {
    const named = [...units].sort((a, b) => b.text.length - a.text.length).slice(0, TOKENS);
    const each = Math.min(4, Math.floor(TOKENS / named.length));
    let all = both(await Promise.all(named.map((one) => candidates(library, one, each))));
    const spaced = units.filter((one) => one.spaced && one.text.includes(" ")).slice(0, 1);
    for (const one of spaced) all = await following(library, all, one, one.exact);
    if (units.length < 2 || units.some((one) => one.words)) return {all, first: all};
    const first = phrase.spaced ? await following(library, all, phrase, true) : both([await candidates(library, phrase, 3), all]);
    return {all, first};
  };
  const inIndex = async (library, asked, filter, lang, limit) => {
    const {all, first} = await candidatesFor(library, asked);
    const fits = wanted(library, filter);
    const files = new Set();
    const hits = [];
    /* Reads on until there are enough hits, or no more files to spend; says whether none is left. */
    const readOn = async (order, enough) => {
      for (;;) {
        const batch = [];
        let over = false;
        while (batch.length < limit && !over) {
          const {value, done} = order.next();
          over = done;
          if (!done && fits(value)) batch.push(value);
        }
        for (const doc of batch) files.add(Math.floor(doc / library.block));
        const found = await Promise.all(batch.map((doc) => examineRead(library, doc, asked, lang)));
        hits.push(...found.filter(Boolean));
        if (over) return true;
        if (enough() || files.size >= Math.max(FILES, limit)) return false;
      }
    };
    let over = true;
    if (first !== all) over = await readOn(inTurn(library, first), () => hits.filter((hit) => hit.exact).length >= limit);
    if (over) over = await readOn(inTurn(library, all, first !== all && first), () => hits.length >= limit);
    if (over) return {hits, total: hits.length, about: false};
    const narrowed = filter.in || filter.work;
    return {hits, total: narrowed ? [...inTurn(library, all)].filter(fits).length : count(all), about: true};
  };

  /* The stages of a search: as asked, then by stems, then within words. */
  const stages = async function* (library, query) {
    const asked = parse(query);
    if (!asked.units.length) return;
    yield asked;
    const units = await stemmed(library, asked.units);
    if (units.length && units.some((one) => one.words) && units.every((one) => !one.words || one.words.length)) yield {...asked, units};
    yield {...asked, anywhere: true};
  };
  const find = async (query, {lang, limit, ...filter}) => {
    const library = await open();
    const most = limit ?? (library.block ? LIMIT : Infinity);
    for await (const asked of stages(library, query)) {
      if (library.block && asked.anywhere) break;
      const found = await (library.block ? inIndex(library, asked, filter, lang, most) : inMemory(library, asked, filter));
      if (found.hits.length || found.about) return {...found, library, asked, hits: (await inOrder(library, asked.phrase, found.hits)).slice(0, most)};
    }
    return {library, hits: [], total: 0, about: false};
  };

  const shownIn = (library, hit, lang) => {
    const work = kindOf(library, hit.doc) === "text" && workOf(library, hit.doc);
    if (work) return work.languages.includes(lang) ? lang : work.languages[0];
    return [lang, "en", "zh-Hans", ...library.languages].find((tag) => textOf(library, hit.doc, tag)) ?? lang;
  };
  /* The reader's text, and what others are needed so that every unit is seen. */
  const textsOf = (library, hit, asked, lang) => {
    const own = shownIn(library, hit, lang);
    const missing = new Set(asked.units);
    const texts = [];
    for (const tag of new Set([own, ...library.sources])) {
      const text = textOf(library, hit.doc, tag);
      if (!text || (texts.length && !missing.size)) continue;
      const found = held(text, asked).filter((one) => missing.delete(one));
      if (!texts.length || found.length) texts.push({lang: tag, text, ranges: ranges(text, asked)});
    }
    return texts;
  };

  /* How a segment is called: `p5-a` is 5 (a), `p11-1` is 11 • 1 (`label_of` of entries.py). */
  const labelOf = (id) => {
    const cut = id.lastIndexOf("p");
    const [number, ...inner] = id.slice(cut + 1).split("-");
    if (/[^-]/.test(id.slice(0, Math.max(0, cut))) || !/^\d+$/.test(number)) return "";
    return [number, ...inner.map((part) => /^\d+$/.test(part) ? `• ${part}` : `(${part})`)].join(" ");
  };
  const addressOf = (path, id, query) => {
    const page = new URL(path + (site.protocol === "file:" ? "index.html" : ""), site);
    page.searchParams.set("q", query);
    page.hash = id;
    return page.href;
  };
  const describe = ({library, asked}, hit, query, lang) => {
    const {doc} = hit;
    const kind = kindOf(library, doc);
    const work = workOf(library, doc);
    const block = blockOf(library, doc);
    const id = block.ids[doc - block.first];
    const texts = textsOf(library, hit, asked, lang);
    const seen = texts.find((one) => one.ranges.length) ?? texts[0];
    const own = texts[0].lang;
    const [, section, head] = block.pages.findLast(([at]) => at <= doc - block.first);
    const path = kind === "text" ? `${own}/${work.id}/${section ? `${section}/` : ""}` : `${library.languages.includes(lang) ? lang : own}/${kind}/`;
    return {
      kind, work: work?.id ?? "glossary", id, lang: seen.lang, href: addressOf(path, id, query), text: seen.text, ranges: seen.ranges, texts,
      number: kind === "notes" ? String(doc - work.note + 1) : labelOf(id),
      title: work?.titles[own] ?? "",
      section: kind !== "text" || head === doc || head < 0 ? "" : head >= block.first ? textOf(library, head, own) : block.head[own] ?? "",
      forms: hit.order[0] ? [] : library.languages.flatMap((tag) => formsOf(library, doc, tag).map((form) => ({lang: tag, form}))),
    };
  };

  const search = async (query, {lang = document.documentElement.lang, ...options} = {}) => {
    const found = await find(query, {lang, ...options});
    const results = [];
    const step = pacing();
    for (const hit of found.hits) {
      results.push(describe(found, hit, query, lang));
      await step();
    }
    return Object.assign(results, {total: found.total, about: found.about});
  };

  /* The ranges of a query in any text, such as one that is on the page already. */
  const rangesIn = async (texts, query) => {
    const library = await open();
    for await (const asked of stages(library, query)) {
      const found = texts.map((text) => ranges(text, asked));
      if (found.some((each) => each.length)) return found;
    }
    return texts.map(() => []);
  };
  const works = async () => (await open()).works;
  /* How many results a page shows: of a large library, what few files hold. */
  const page = async () => (await open()).block ? LIMIT : 2 * LIMIT;
  return {page, rangesIn, search, works};
})();
