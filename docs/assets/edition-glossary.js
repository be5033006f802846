/* The glossary, filtered as a reader types: entries stay that have every word of the query in a
   form, the pinyin, the abbreviation or the domain. Case, tones, accents and spaces make no
   difference. The address keeps the query. */
"use strict";
(() => {
  const fold = (text) => text.normalize("NFKD").replace(/[\p{M}\p{P}\s]/gu, "").toLowerCase();
  const words = (query) => query.split(/[\s,;、，；]+/).map(fold).filter(Boolean);

  const field = document.getElementById("glossary.filter");
  const status = document.querySelector("output[for='glossary.filter']");
  const letters = document.querySelector(".letters");
  const entries = [...document.querySelectorAll(".entry")].map((entry) => (
    {entry, parts: [...entry.querySelectorAll("h2, .forms")].map((part) => fold(part.textContent))}
  ));

  const filter = () => {
    const wanted = words(field.value);
    const fits = ({parts}) => wanted.every((word) => parts.some((part) => part.includes(word)));
    let shown = 0;
    for (const each of entries) {
      each.entry.hidden = !fits(each);
      if (!each.entry.hidden) shown += 1;
    }
    letters.hidden = wanted.length > 0;
    status.textContent = wanted.length
      ? status.dataset.shown.replace("{shown}", shown).replace("{all}", entries.length) : "";
    const address = new URL(location);
    if (field.value.trim()) address.searchParams.set("filter", field.value.trim());
    else address.searchParams.delete("filter");
    if (address.href !== location.href) {
      try { history.replaceState(history.state, "", address); } catch { /* a folder may refuse */ }
    }
  };

  const named = () => {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch { return ""; /* the address is not well formed */ }
  };
  /* A link to an entry shows it, whatever is filtered. */
  const reveal = () => {
    const id = named();
    const target = entries.find(({entry}) => entry.id === id);
    if (!target?.entry.hidden) return;
    field.value = "";
    filter();
    target.entry.scrollIntoView();
  };

  field.addEventListener("input", filter);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !field.value) return;
    field.value = "";
    filter();
  });
  addEventListener("hashchange", reveal);
  field.value ||= new URLSearchParams(location.search).get("filter") ?? "";
  if (field.value) {
    filter();
    reveal();
  }
})();
