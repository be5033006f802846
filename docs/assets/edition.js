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
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", carry);
  else carry();
})();
