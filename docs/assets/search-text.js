/* The search, of three parts: this one knows texts. It folds a text to the form in which it is
   compared, as `edition/writers/search_fold.py` does, reads what a query asks for, and tells where
   that stands in a text. */
"use strict";
edition.text = (() => {
  /* Folding. What a character becomes is worked out once: a kind and a code unit for most, and for
     the rest (7) a list of such pairs. */
  const [LETTER, ALONE, DIGIT, SOFT, HARD, NOTHING, LIST] = [1, 2, 3, 4, 5, 6, 7];
  const UNSPACED = /[0-9\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3040-\u31ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}\p{S}]/u;
  const heads = new Map();
  const kinds = new Uint8Array(0x10000);
  const units = new Uint16Array(0x10000);
  const lists = new Map();
  const isAlone = (character) => UNSPACED.test(character);
  const isSurrogate = (code) => code >= 0xd800 && code < 0xe000;

  const kindOf = (character) => {
    if (/[\p{Zs}\t\r]/u.test(character)) return SOFT;
    if (/[\p{P}\p{Z}\p{Cc}]/u.test(character)) return HARD;
    if (/[\p{Cf}\u0300-\u036f\ufe00-\ufe0f]/u.test(character)) return NOTHING;
    if (/[0-9]/.test(character)) return DIGIT;
    return isAlone(heads.get(character) ?? character) ? ALONE : LETTER;
  };
  const unitsOf = (kind, text) => text.split("").map((half) => [kind, half.charCodeAt(0)]);
  const isHan = (character) => character >= "\u3400" && character <= "\u9fff";
  const pairsOf = (character) => {
    if (isHan(character)) return unitsOf(ALONE, heads.get(character) ?? character);
    const plain = [...character.normalize("NFKD").toUpperCase().toLowerCase().normalize("NFKD")];
    return plain.flatMap((one) => {
      const kind = kindOf(one);
      return unitsOf(kind, kind > DIGIT ? " " : heads.get(one) ?? one);
    });
  };
  const learn = (character) => {
    const pairs = pairsOf(character);
    const code = character.charCodeAt(0);
    const single = character.length === 1 && pairs.length === 1;
    if (single) [kinds[code], units[code]] = pairs[0];
    else if (character.length === 1) kinds[code] = LIST;
    if (!single) lists.set(character, pairs);
    return pairs;
  };
  /* Takes the characters of each class, the first of which stands for it, for equal. */
  const equate = (classes) => {
    for (const [head, ...others] of classes) for (const other of others) heads.set(other, head);
    kinds.fill(0);
    lists.clear();
  };

  /* The text as it is compared and, where `places` is given, from where to where in the text each
     of its code units stands. */
  let buffer = new Uint16Array(0x10000);
  const fold = (text, places) => {
    let length = 0, last = 0, gap = 0;
    for (let at = 0; at < text.length;) {
      const code = text.charCodeAt(at);
      let size = 1, kind = kinds[code], unit = units[code], list = null;
      if (!kind || kind === LIST) {
        const character = isSurrogate(code) ? String.fromCodePoint(text.codePointAt(at)) : text[at];
        list = lists.get(character) ?? learn(character);
        size = character.length;
      }
      const start = at;
      at += size;
      for (let n = 0; n < (list ? list.length : 1); n++) {
        if (list) [kind, unit] = list[n];
        if (kind === SOFT || kind === HARD) {
          if (kind > gap) gap = kind;
        } else if (kind === NOTHING) {
          if (places && length) places.to[length - 1] = at;
        } else {
          if (length + 2 > buffer.length) buffer = grown(buffer);
          if (gap && length && (gap === HARD || (last === kind && kind !== ALONE))) {
            if (places) { places.from[length] = start; places.to[length] = at; }
            buffer[length++] = 32;
          }
          if (places) { places.from[length] = start; places.to[length] = at; }
          buffer[length++] = unit;
          last = kind;
          gap = 0;
        }
      }
    }
    let result = "";
    for (let at = 0; at < length; at += 8192) result += String.fromCharCode.apply(null, buffer.subarray(at, Math.min(length, at + 8192)));
    return result;
  };
  const grown = (array) => {
    const longer = new Uint16Array(2 * array.length);
    longer.set(array);
    return longer;
  };
  /* The same of a text that is shown, kept for the next letter of the query. */
  const KEPT = 400; // texts
  const kept = new Map();
  const foldWithPlaces = (text) => {
    let found = kept.get(text);
    if (!found) {
      const places = {from: [], to: []};
      found = {folded: fold(text, places), ...places};
      if (kept.size >= KEPT) kept.clear();
      kept.set(text, found);
    }
    return found;
  };

  /* The units of a query: what blanks part, and what stands in quotation marks between blanks. */
  const UNITS = /(?<=^|\s)(?:["“”„＂]([^"“”„＂]+)["“”＂]|「([^」]+)」|『([^』]+)』|«([^»]+)»)(?=\s|$)|\S+/gu;
  const unit = (text, exact) => ({text, exact, spaced: [...text].every((c) => c === " " || !isAlone(c))});
  const parse = (query) => {
    const units = [];
    for (const match of query.matchAll(UNITS)) {
      const quoted = match.slice(1).find((part) => part !== undefined);
      const text = fold(quoted ?? match[0]);
      if (text && !units.some((known) => known.text === text)) units.push(unit(text, quoted !== undefined));
    }
    return {units, phrase: unit(fold(query), units.length === 1 && units[0].exact)};
  };

  /* Where a unit stands in a folded text, as [start, end]. A unit of words begins where a word
     does; an exact one ends where one does; `anywhere` lifts both. */
  const isLetter = (text, at) => {
    const code = text.charCodeAt(at);
    if (!(code >= 0) || isSurrogate(code)) return false;
    if (!kinds[code]) learn(text[at]);
    return kinds[code] === LETTER;
  };
  const standsAt = (text, unit, at, anywhere) => {
    if (!unit.spaced || anywhere) return true;
    if (isLetter(text, at - 1)) return false;
    return !(unit.exact && isLetter(text, at + unit.text.length));
  };
  const standing = (text, unit, anywhere, all) => {
    const found = [];
    for (const one of unit.words ?? [unit]) {
      for (let at = text.indexOf(one.text); at >= 0; at = text.indexOf(one.text, at + 1)) {
        if (!standsAt(text, one, at, anywhere)) continue;
        found.push([at, at + one.text.length]);
        if (!all) return found;
      }
    }
    return found;
  };
  const holds = (text, unit, anywhere) => standing(text, unit, anywhere, false).length > 0;

  /* Ranges in the text of what stands in its folded form, joined where they touch: of the whole
     phrase where it stands, else of each unit. */
  const ranges = (text, {units, phrase, anywhere}) => {
    const {folded, from, to} = foldWithPlaces(text);
    const whole = units.length > 1 ? standing(folded, phrase, anywhere, true) : [];
    const found = whole.length ? whole : units.flatMap((one) => standing(folded, one, anywhere, true));
    const joined = [];
    for (const [start, end] of found.map(([a, b]) => [from[a], to[b - 1]]).sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      const last = joined[joined.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else joined.push([start, end]);
    }
    return joined;
  };
  /* Which units stand in a text. */
  const held = (text, {units, anywhere}) => {
    const {folded} = foldWithPlaces(text);
    return units.filter((one) => holds(folded, one, anywhere));
  };

  return {equate, fold, held, holds, isAlone, parse, ranges, unit};
})();
