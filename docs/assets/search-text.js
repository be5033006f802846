/* The search, of three parts: this one knows texts. It folds a text to the form in which it is
   compared, as `edition/writers/search_fold.py` does, reads what a query asks for, and tells where
   that stands in a text. */
"use strict";
edition.text = (() => {
  /* Folding: one code point at a time, remembered. */
  const HARD = "\x1f";
  const UNSPACED = /[0-9\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3040-\u31ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}\p{S}]/u;
  const heads = new Map();
  const folded = new Map();
  const alone = new Map();
  const foldOne = (character) => {
    if (/[\p{Zs}\t\r]/u.test(character)) return " ";
    if (/[\p{P}\p{Z}\p{Cc}]/u.test(character)) return HARD;
    if (/[\p{Cf}\u0300-\u036f\ufe00-\ufe0f]/u.test(character)) return "";
    return heads.get(character) ?? character;
  };
  const foldAnew = (character) => {
    const plain = character.normalize("NFKD").toUpperCase().toLowerCase().normalize("NFKD");
    const result = [...plain].map(foldOne);
    folded.set(character, result);
    return result;
  };
  /* Takes the characters of each class, the first of which stands for it, for equal. */
  const equate = (classes) => {
    for (const [head, ...others] of classes) for (const other of others) heads.set(other, head);
    folded.clear();
  };
  const isAlone = (character) => {
    let known = alone.get(character);
    if (known === undefined) alone.set(character, known = UNSPACED.test(character));
    return known;
  };
  const isDigit = (character) => character >= "0" && character <= "9";
  const parted = (before, after) => isAlone(before) || isAlone(after) ? isDigit(before) && isDigit(after) : true;

  /* The text as it is compared and, where `places` is given, from where to where in the text each
     of its code units stands. */
  const fold = (text, places) => {
    let out = "", last = "", gap = "", at = 0;
    for (const character of text) {
      const next = at + character.length;
      const result = folded.get(character) ?? foldAnew(character);
      if (places && !result.join("") && places.to.length) places.to[places.to.length - 1] = next;
      for (const letter of result) {
        if (letter === " " || letter === HARD) {
          if (gap !== HARD) gap = letter;
        } else if (letter) {
          const space = out && gap && (gap === HARD || parted(last, letter)) ? " " : "";
          if (places) for (let n = space.length + letter.length; n; n--) { places.from.push(at); places.to.push(next); }
          out += space + letter;
          last = letter;
          gap = "";
        }
      }
      at = next;
    }
    return out;
  };
  const foldWithPlaces = (text) => {
    const places = {from: [], to: []};
    return {folded: fold(text, places), ...places};
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
  const isLetter = (character) => character !== undefined && character !== " " && !isAlone(character) && !(character >= "\ud800" && character <= "\udfff");
  const standsAt = (text, unit, at, anywhere) => {
    if (!unit.spaced || anywhere) return true;
    if (isLetter(text[at - 1])) return false;
    return !(unit.exact && isLetter(text[at + unit.text.length]));
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

  /* Ranges in the text of what was found in its folded form, joined where they touch. */
  const ranges = (text, units, anywhere) => {
    const {folded, from, to} = foldWithPlaces(text);
    const found = units.flatMap((one) => standing(folded, one, anywhere, true));
    const joined = [];
    for (const [start, end] of found.map(([a, b]) => [from[a], to[b - 1]]).sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      const last = joined[joined.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else joined.push([start, end]);
    }
    return joined;
  };

  return {equate, fold, holds, isAlone, parse, ranges, unit};
})();
