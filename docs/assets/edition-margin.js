/* On a wide screen the notes of a page stand in its margin, each beside its call. Where the next
   one needs the room, a note is cut short and opens under the pointer or the focus. The room is
   kept by edition.css, so that no text moves. */
"use strict";
(() => {
  const article = document.querySelector(".md-content__inner");
  const notes = [...article.querySelectorAll(".card-note")];
  const GAP = 14;
  const SHORTEST = 96;
  /* How far a note may stand below its call before the one above it is cut short. */
  const DRIFT = 240;

  const callsOf = (note) => [...article.querySelectorAll(`.row a.note[data-note="${note.dataset.of}"]`)];
  const isKept = () => getComputedStyle(article).getPropertyValue("--edition-margin").trim() === "kept";

  const place = () => {
    const kept = isKept();
    document.documentElement.classList.toggle("margin", kept);
    article.style.minHeight = "";
    for (const note of notes) {
      note.popover = kept ? null : "auto";
      note.style.top = note.style.maxHeight = "";
    }
    if (kept) layOut();
  };

  const layOut = () => {
    const origin = article.getBoundingClientRect().top;
    const placed = notes.flatMap((note) => {
      const call = callsOf(note).find((link) => link.checkVisibility());
      note.classList.toggle("absent", !call);
      return call ? [{note, wanted: call.getBoundingClientRect().top - origin, whole: note.offsetHeight}] : [];
    });
    placed.sort((a, b) => a.wanted - b.wanted);
    let free = 0;
    placed.forEach((each, at) => {
      const top = Math.max(each.wanted, free);
      const room = (placed[at + 1]?.wanted ?? Infinity) + DRIFT - top - GAP;
      const height = Math.min(each.whole, Math.max(SHORTEST, room));
      each.note.style.top = `${top}px`;
      each.note.style.maxHeight = `${height}px`;
      each.note.classList.toggle("cut", height < each.whole);
      free = top + height + GAP;
    });
    article.style.minHeight = `${free}px`;
  };

  /* A note and its calls light each other: those under the pointer, else in focus. */
  const noteAt = (node) => node?.closest?.(".card-note")?.dataset.of ?? node?.closest?.("a.note")?.dataset.note;
  const light = (target) => {
    const id = noteAt(target) ?? noteAt(document.activeElement);
    for (const note of notes) {
      const lit = note.dataset.of === id;
      note.classList.toggle("lit", lit);
      for (const call of callsOf(note)) call.classList.toggle("lit", lit);
    }
  };

  let due = 0;
  const later = () => {
    cancelAnimationFrame(due);
    due = requestAnimationFrame(place);
  };
  const rows = new ResizeObserver(later);
  for (const row of article.querySelectorAll(".row")) rows.observe(row);
  addEventListener("resize", later);
  document.addEventListener("change", later);
  article.addEventListener("pointerover", (event) => light(event.target));
  article.addEventListener("focusin", (event) => light(event.target));
  place();
})();
