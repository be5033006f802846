/* The language switch keeps the reader's place: its links carry the #fragment. */
(function () {
  "use strict";
  function carry() {
    var links = document.querySelectorAll("a[data-edition-language]");
    for (var i = 0; i < links.length; i++) {
      var href = links[i].getAttribute("href").split("#")[0] || "./";
      links[i].setAttribute("href", href + location.hash);
    }
  }
  window.addEventListener("hashchange", carry);
  window.addEventListener("popstate", carry);
  /* history.replaceState fires no event: refresh just before a link is used. */
  ["pointerdown", "focusin", "click"].forEach(function (type) {
    document.addEventListener(type, function (event) {
      if (event.target.closest && event.target.closest("a[data-edition-language]")) carry();
    }, true);
  });

  /* From a folder there is no server that finds index.html: name it in every link. */
  function nameIndex() {
    document.querySelectorAll("a[href]").forEach(function (link) {
      var parts = link.getAttribute("href").match(/^(?!\w+:|#)(.*\/|\.{1,2}|)(#.*)?$/);
      if (parts) link.setAttribute("href", (parts[1] || ".").replace(/\/$/, "") + "/index.html" + (parts[2] || ""));
    });
  }

  /* Escape closes the drawer and leaves the focus on its switch. */
  document.addEventListener("keydown", function (event) {
    var drawer = document.getElementById("__drawer");
    if (event.key === "Escape" && drawer && drawer.checked) {
      drawer.click();
      drawer.focus();
    }
  });

  function start() {
    if (location.protocol === "file:") nameIndex();
    carry();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
