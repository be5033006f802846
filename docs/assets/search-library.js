/* The search, of three parts: this one knows the library. It reads the data that
   `edition/writers/search_data.py` writes: the documents, each a glossary entry, a segment or a
   note, known by its number, and the index that names those worth reading. */
"use strict";
edition.library = (() => {
  const {equate, fold, isAlone, unit} = edition.text;
  const assets = new URL(".", document.currentScript.src);

  /* Data comes as scripts, which a browser reads from a folder too. */
  const waiting = new Map();
  const parts = new Map();
  let version = "";
  window.editionData = (name, of, value) => waiting.get(name)?.(of, value);
  const script = (address) => new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = address;
    element.addEventListener("load", () => { element.remove(); resolve(); });
    element.addEventListener("error", () => { element.remove(); reject(new Error(`not loaded: ${element.src}`)); });
    document.head.append(element);
  });
  const load = (name) => {
    if (!parts.has(name)) {
      const part = new Promise((resolve, reject) => {
        waiting.set(name, (of, value) => {
          if (version && of !== version) reject(new Error("the edition has changed"));
          version ||= of;
          resolve(value);
        });
        script(`${assets}search/${name}.js${version && `?${version}`}`).catch(reject);
      });
      part.catch(() => parts.delete(name));
      parts.set(name, part);
    }
    return parts.get(name);
  };
  /* Long work lets the page breathe: a step of it waits once the last wait is so far behind. */
  const BREATH = 8; // milliseconds
  const pause = () => new Promise((resolve) => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => { port1.close(); resolve(); };
    port2.postMessage(0);
  });
  const pacing = () => {
    let since = performance.now();
    return async () => {
      if (performance.now() - since < BREATH) return;
      await pause();
      since = performance.now();
    };
  };

  /* The library: what every search needs, then blocks of documents as they are read. */
  let library;
  const open = () => library ??= load("root").then(prepare).catch((error) => {
    library = undefined;
    throw error;
  });
  const prepare = async (root) => {
    await pause();
    equate(root.classes.split(" "));
    const conversions = Object.entries(root.conversions).map(([tag, [source, pairs]]) => {
      const characters = [...pairs];
      const usual = new Map();
      for (let n = 0; n < characters.length; n += 2) usual.set(characters[n], characters[n + 1]);
      return [tag, {source, usual}];
    });
    const opened = {...root, conversions: new Map(conversions), heads: new Set(root.heads), blocks: new Map()};
    opened.sources = root.languages.filter((tag) => !opened.conversions.has(tag));
    opened.files = new Map(Object.entries(root.files ?? {}).map(([tag, numbers]) => [tag, new Set(numbers)]));
    opened.works = root.works.map(([id, titles, languages, first, note]) => ({id, titles, languages, first, note}));
    opened.notes = opened.works[0]?.note ?? root.terms;
    opened.leaves = root.index?.leaves.split("\n");
    opened.lists = new Map();
    opened.sums = root.index?.sums.map((keys) => keys.split("\n"));
    opened.sumHeads = opened.sums?.map(([head]) => head);
    if (root.index) opened.kinds = kindsOf(opened);
    for (const block of root.blocks ?? []) await keep(opened, 0, block);
    return opened;
  };

  /* A block: its documents' ids and pages, and per language their texts, plain and folded. */
  const keep = async (library, number, block) => {
    const kept = library.blocks.get(number) ?? {...block, ids: block.ids.split(" "), texts: {}, patches: {}, head: {}, folded: {}};
    library.blocks.set(number, kept);
    Object.assign(kept.patches, block.patches);
    Object.assign(kept.head, block.head);
    for (const [tag, texts] of Object.entries(block.texts)) {
      const plain = [];
      const step = pacing();
      for (const text of texts) {
        plain.push(fold(text));
        await step();
      }
      kept.folded[tag] = plain;
      kept.texts[tag] = texts;
    }
  };
  const blockOf = (library, doc) => library.blocks.get(library.block ? Math.floor(doc / library.block) : 0);
  const read = async (library, doc, tag) => {
    if (!library.block) return;
    const number = Math.floor(doc / library.block);
    for (const held of new Set([library.conversions.get(tag)?.source ?? tag, tag])) {
      if (!library.blocks.get(number)?.texts[held] && library.files.get(held)?.has(number)) {
        await keep(library, number, await load(`t${number}.${held}`));
      }
    }
  };
  const converted = (library, block, at, tag) => {
    const {source, usual} = library.conversions.get(tag);
    const text = block.texts[source]?.[at];
    if (!text) return "";
    const characters = [...text].map((c) => usual.get(c) ?? c);
    const patch = block.patches[tag]?.[at] ?? [];
    for (let n = 0; n < patch.length; n += 2) characters[patch[n]] = patch[n + 1];
    return characters.join("");
  };
  const textOf = (library, doc, tag) => {
    const block = blockOf(library, doc);
    const at = doc - block.first;
    return block.texts[tag]?.[at] || (library.conversions.has(tag) ? converted(library, block, at, tag) : "");
  };

  /* The index: which documents hold a token that begins so, as a bit for each. */
  const LAST = "\uffff";
  const rank = (keys, key) => {
    let [low, high] = [0, keys.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (keys[middle] < key) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const none = (library) => new Uint8Array((library.count + 7) >> 3);
  /* Adds to `bits` the lists of a leaf that `wanted` asks for, by their place in it. */
  const decode = (bits, data, wanted) => {
    const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
    let at = 0;
    const digits = () => {
      let value = 0, factor = 1, byte;
      do { byte = bytes[at++]; value += (byte & 127) * factor; factor *= 128; } while (byte > 127);
      return value;
    };
    for (let place = 0; at < bytes.length; place++) {
      const head = digits(), mine = wanted(place);
      if (head & 1) {
        if (mine) for (let n = 0; n < bits.length; n++) bits[n] |= bytes[at + n];
        at += bits.length;
      } else {
        for (let left = head >> 1, doc = -1; left; left--) {
          doc += digits();
          if (mine) bits[doc >> 3] |= 1 << (doc & 7);
        }
      }
    }
    return bits;
  };
  const listed = async (library, prefix) => {
    const sum = rank(library.sumHeads, prefix + "\0") - 1;
    const place = sum < 0 ? -1 : library.sums[sum].indexOf(prefix);
    if (place >= 0) return decode(none(library), await load(`s${sum}`), (n) => n === place);
    const leaf = Math.max(0, rank(library.leaves, prefix + LAST) - 1);
    const [keys, data] = await load(`i${leaf}`);
    const names = keys.split("\n");
    return decode(none(library), data, (n) => names[n].startsWith(prefix));
  };
  const KEPT = 200; // lists
  const beginning = (library, prefix) => {
    if (!library.lists.has(prefix)) {
      if (library.lists.size >= KEPT) library.lists.clear();
      library.lists.set(prefix, listed(library, prefix));
      library.lists.get(prefix).catch(() => library.lists.delete(prefix));
    }
    return library.lists.get(prefix);
  };

  /* The tokens that a unit cannot do without: some of them, from its length evenly. */
  const tokensOf = (unit, most) => {
    const found = [];
    for (const [run] of unit.text.matchAll(/[^ ]+/g)) {
      const letters = [...run];
      for (let at = 0; at < letters.length; at++) {
        if (isAlone(letters[at])) {
          const next = letters[at + 1];
          if (next !== undefined && isAlone(next)) found.push(letters[at] + next);
          else if (at === 0 || !isAlone(letters[at - 1])) found.push(letters[at]);
        } else {
          const start = at;
          while (at + 1 < letters.length && !isAlone(letters[at + 1])) at++;
          if (unit.spaced || start > 0 || found.length) found.push(letters.slice(start, at + 1).join(""));
        }
      }
    }
    const several = [...new Set(found.length ? found : [unit.text])];
    return several.length <= most ? several : Array.from({length: most}, (_, n) => several[Math.floor((n + .5) * several.length / most)]);
  };
  const merge = (maps, operation) => maps.slice(1).reduce((into, map) => into.map((byte, n) => operation(byte, map[n])), maps[0]);
  const both = (maps) => merge(maps, (a, b) => a & b);
  /* The documents of `bits` in whose blocks the words of a unit follow each other, as far as two
     pairs of them tell. The last word may be the beginning of one, unless it is `whole`. */
  const crc32 = (text) => {
    let sum = ~0;
    for (const byte of new TextEncoder().encode(text)) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit++) sum = sum >>> 1 ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum >>> 0;
  };
  const holding = async (library, pair) => {
    const {buckets, per} = library.index;
    const bucket = crc32(pair) % buckets;
    const blocks = new Uint8Array((Math.ceil(library.count / library.block) + 7) >> 3);
    return decode(blocks, await load(`p${Math.floor(bucket / per)}`), (n) => n === bucket % per);
  };
  const following = async (library, bits, unit, whole) => {
    const words = unit.text.split(" ");
    const pairs = words.slice(1).map((word, n) => `${words[n]} ${word}`).slice(0, whole ? undefined : -1);
    if (!pairs.length) return bits;
    const named = [...new Set([pairs[0], pairs[pairs.length - 1]])];
    const blocks = both(await Promise.all(named.map((pair) => holding(library, pair))));
    return bits.map((byte, n) => {
      const block = Math.floor(8 * n / library.block);
      return blocks[block >> 3] >> (block & 7) & 1 ? byte : 0;
    });
  };
  const count = (bits) => {
    let total = 0;
    for (let byte of bits) for (; byte; byte &= byte - 1) total++;
    return total;
  };
  /* The documents of `bits` that are not in `but`: the glossary and headings, then texts, then notes. */
  const inTurn = function* (library, bits, but) {
    for (const kind of library.kinds) {
      for (let n = 0; n < kind.length; n++) {
        const byte = bits[n] & kind[n] & (but ? ~but[n] : 255);
        for (let bit = 0; byte >> bit; bit++) if (byte >> bit & 1) yield 8 * n + bit;
      }
    }
  };
  const weight = (library, doc) => doc < library.terms || library.heads.has(doc) ? 0 : doc < library.notes ? 1 : 2;
  const kindsOf = (library) => {
    const kinds = [none(library), none(library), none(library)];
    for (let doc = 0; doc < library.count; doc++) kinds[weight(library, doc)][doc >> 3] |= 1 << (doc & 7);
    return kinds;
  };
  const candidates = async (library, unit, most) => {
    if (!unit.words) return both(await Promise.all(tokensOf(unit, most).map((token) => beginning(library, token))));
    const each = await Promise.all(unit.words.map((word) => candidates(library, word, most)));
    return each.length ? merge(each, (a, b) => a | b) : none(library);
  };

  /* Where a query finds nothing, English words are taken by their stems. */
  let stemming;
  const stemmer = () => stemming ??= script(`${assets}stemmer.js`).then(() => window.editionStemmer, (error) => {
    stemming = undefined;
    throw error;
  });
  const byStem = async (words, stem) => {
    const found = new Map();
    const step = pacing();
    for (const word of words) {
      const key = stem(word);
      found.set(key, [...found.get(key) ?? [], word]);
      await step();
    }
    return found;
  };
  let vocabulary;
  const withStem = async (library, stem, wanted) => {
    if (!library.block) {
      const texts = blockOf(library, 0)?.folded.en ?? [];
      vocabulary ??= byStem(new Set(texts.flatMap((text) => text.match(/[a-z]+/g) ?? [])), stem);
      return (await vocabulary).get(wanted) ?? [];
    }
    const prefix = wanted.slice(0, Math.max(3, wanted.length - 1));
    const first = Math.max(0, rank(library.leaves, prefix) - 1);
    const last = Math.min(rank(library.leaves, prefix + LAST), first + 3);
    const leaves = await Promise.all(library.leaves.slice(first, last).map((_, n) => load(`i${first + n}`)));
    return leaves.flatMap(([keys]) => keys.split("\n")).filter((word) => word.startsWith(prefix) && stem(word) === wanted);
  };
  /* The units with each English word, unless it is quoted, as the words of the same stem. */
  const stemmed = async (library, units) => {
    const split = units.flatMap((one) => one.exact ? [one] : one.text.split(" ").map((text) => unit(text, false)));
    const isWord = (one) => !one.exact && /^[a-z]{3,}$/.test(one.text);
    if (!split.some(isWord) || !library.languages.some((tag) => tag.split("-")[0] === "en")) return [];
    const stem = await stemmer();
    return Promise.all(split.map(async (one) => {
      if (!isWord(one)) return one;
      const words = await withStem(library, stem, stem(one.text));
      return {text: one.text, words: words.map((word) => unit(word, true))};
    }));
  };

  return {blockOf, both, candidates, count, following, inTurn, open, pacing, pause, read, stemmed, textOf, weight};
})();
