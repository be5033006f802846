/* The menu of a paragraph's number: its address, citations, a quotation, and entries for reference
   managers, each to be read, selected and copied. The page's data block holds the citations as
   templates: `{{` and `}}` are braces, `{i}…{/i}` italics, `{l:TAG}…{/l}` words in another
   language, other names gaps. Text reaches the menu as text, never as markup. */
"use strict";
edition.cite = (() => {
  const block = document.getElementById("edition.cite");
  const data = JSON.parse(block.textContent);
  const {words} = data;
  const reader = document.documentElement.lang;
  const TOKEN = /\{\{|\}\}|\{(\/?[a-z]+)(?::([\w-]+))?\}/g;

  const element = (name, values = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(values)) if (value !== undefined) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  /* A template as nodes, its gaps filled with text. */
  const filled = (template, values) => {
    const root = element("span");
    let at = root, end = 0;
    for (const match of template.matchAll(TOKEN)) {
      at.append(template.slice(end, match.index));
      end = match.index + match[0].length;
      const [token, name, tag] = match;
      if (!name) at.append(token[0]);
      else if (name.startsWith("/")) at = at.parentNode;
      else if (name === "i" || name === "l") {
        const inner = name === "i" ? element("i") : element("span", {lang: tag});
        at.append(inner);
        at = inner;
      } else at.append(values[name] ?? "");
    }
    root.append(template.slice(end));
    return root;
  };

  /* A value as TeX reads it, like the rest of the entry (edition/writers/references.py). */
  const NAMES = {"\\": "backslash", "{": "braceleft", "}": "braceright", "~": "asciitilde", "^": "asciicircum"};
  const tex = (text) => text
    .replace(/[\\{}~^#$%&_]/g, (c) => NAMES[c] ? `\\text${NAMES[c]}{}` : `\\${c}`)
    .replace(/(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')/g, "{}");

  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0"));
  };
  const addressOf = (row) => (block.dataset.address || location.href.replace(/[?#].*$/s, "")) + "#" + row.id;

  /* The text as the page shows it, in its language's quotation marks; marks within it give way. */
  const quotation = (row) => {
    const text = row.querySelector(".text:not(.facing)").cloneNode(true);
    text.querySelectorAll("[data-apparatus]").forEach((mark) => mark.remove());
    const [open, close, inner, outer] = data.marks;
    return open + text.textContent.replaceAll(open, inner).replaceAll(close, outer) + close;
  };

  /* What the menu offers of a row: name, form, language, and what is copied, as nodes. */
  const offers = (row) => {
    const [place, english] = data.places[row.id] || [];
    const url = addressOf(row), day = today();
    const pick = (pair) => pair[place ? 1 : 0];
    const values = {url, accessed: day.join("-"), row: "." + row.id};
    const cited = {
      gbt: () => filled(pick(data.gbt), {...values, locator: place}),
      chicago: () => filled(pick(data.chicago), {...values, locator: english}),
    };
    const text = (value) => element("span", {}, value);
    const item = {...data.csl, id: `${data.csl.id}.${row.id}`, locator: place, URL: url, accessed: {"date-parts": [day.map(Number)]}};
    return [
      {form: "permalink", name: words.permalink, lang: "en", shown: text(url)},
      {form: "gbt", name: words.gbt, lang: reader, shown: cited.gbt()},
      {form: "chicago", name: words.chicago, lang: "en", shown: cited.chicago()},
      {form: "quote", name: words.quote, lang: reader, shown: element("div", {},
        element("p", {}, quotation(row)), element("p", {lang: data.quote === "gbt" ? reader : "en"}, cited[data.quote]()))},
      {form: "bibtex", name: "BibTeX", shown: filled(pick(data.bibtex), {...values, locator: tex(place || "")})},
      {form: "ris", name: "RIS", shown: filled(pick(data.ris), {...values, accessed: day.join("/") + "/", locator: place})},
      {form: "csl", name: "CSL-JSON", shown: text(JSON.stringify([item], null, 1) + "\n")},
    ];
  };
  const CODE = ["bibtex", "ris", "csl"];
  const plain = ({form, shown}) => form === "quote" ? [...shown.children].map((line) => line.textContent).join("\n") : shown.textContent;

  /* Copying: with italics where the browser can; in a page that may not use the clipboard, by the
     older command. */
  const byCommand = (text, markup) => {
    const field = element("textarea", {readonly: "", class: "edition-cite-field", "aria-hidden": "true", tabindex: "-1"});
    const focus = document.activeElement;
    const put = (event) => {
      event.preventDefault();
      event.clipboardData.setData("text/plain", text);
      if (markup) event.clipboardData.setData("text/html", markup);
    };
    field.value = text;
    menu.append(field);
    field.select();
    document.addEventListener("copy", put, {once: true});
    let done = false;
    try { done = document.execCommand("copy"); } catch { /* the command is unknown */ }
    document.removeEventListener("copy", put);
    focus?.focus({preventScroll: true});
    field.remove();
    return done;
  };
  const copied = async (text, markup) => {
    try {
      const part = (type, value) => new Blob([value], {type});
      if (markup && window.ClipboardItem) {
        await navigator.clipboard.write([new ClipboardItem({"text/plain": part("text/plain", text), "text/html": part("text/html", markup)})]);
      } else await navigator.clipboard.writeText(text);
      return true;
    } catch { return byCommand(text, markup); }
  };
  const copy = async (offer, preview) => {
    const markup = CODE.includes(offer.form) || offer.form === "permalink" ? "" : offer.shown.innerHTML;
    const done = await copied(plain(offer), markup);
    status.textContent = "";
    status.textContent = done ? words.copied.replace("{what}", offer.name) : words.failed;
    menu.querySelectorAll(".copied").forEach((old) => old.classList.remove("copied"));
    if (done) preview.closest("li").classList.add("copied");
    else {
      preview.closest("details")?.setAttribute("open", "");
      getSelection().selectAllChildren(preview);
    }
  };

  /* One menu for the page. */
  const head = element("p", {class: "edition-cite-head", id: "edition.cite-head"});
  const close = element("button", {type: "button", class: "edition-cite-close", "aria-label": words.close}, "×");
  const list = element("ul", {class: "edition-cite-list"});
  const status = element("p", {class: "edition-cite-status", role: "status"});
  const menu = element("div", {id: "edition.cite-menu", class: "edition-cite", popover: "auto", role: "dialog", "aria-labelledby": head.id},
    element("div", {class: "edition-cite-top"}, head, close), list, status);
  document.body.append(menu);
  let source = null;

  const entry = (offer) => {
    const code = CODE.includes(offer.form);
    const preview = element(code ? "pre" : "div", {class: "edition-cite-preview", lang: offer.lang}, offer.shown);
    const name = element(code ? "summary" : "span", {class: "edition-cite-name"}, offer.name);
    const button = element("button", {type: "button", class: "edition-cite-copy", "aria-label": `${words.copy} ${offer.name}`}, words.copy);
    button.addEventListener("click", () => copy(offer, preview));
    return element("li", {"data-form": offer.form}, ...(code ? [element("details", {}, name, preview)] : [name, preview]), button);
  };
  const open = (link) => {
    const row = link.closest(".row");
    if (menu.matches(":popover-open")) menu.hidePopover();
    head.textContent = words.this.replace("{place}", data.places[row.id]?.[0] || words.passage);
    status.textContent = "";
    list.replaceChildren(...offers(row).map(entry));
    menu.scrollTop = 0;
    source = link;
    menu.showPopover({source: link});
    if (matchMedia("(min-width: 45em)").matches) edition.place(menu, link);
    else menu.removeAttribute("style");
    list.querySelector("button").focus({preventScroll: true});
  };

  close.addEventListener("click", () => menu.hidePopover());
  menu.addEventListener("beforetoggle", (event) => {
    if (event.newState === "closed" && menu.contains(document.activeElement)) source?.focus({preventScroll: true});
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.hidePopover();
  });
  menu.addEventListener("keydown", (event) => {
    const stops = [...menu.querySelectorAll(".edition-cite-copy, summary")];
    const at = stops.indexOf(document.activeElement);
    const next = {ArrowDown: at + 1, ArrowUp: at < 0 ? stops.length - 1 : at - 1, Home: 0, End: stops.length - 1}[event.key];
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    stops[(next + stops.length) % stops.length].focus();
  });
  return {open};
})();
