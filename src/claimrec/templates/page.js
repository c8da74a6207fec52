"use strict";
// What makes the report handier. Everything can be read without it.
(function () {
  var root = document.documentElement;
  var all = function (query, within) { return Array.prototype.slice.call((within || document).querySelectorAll(query)); };

  // Colours: the system's, light, or dark. A page from a file may have no storage.
  var themes = ["system", "light", "dark"];
  var themed = document.querySelector(".theme");
  function stored(value) {
    try {
      if (value === undefined) return localStorage.getItem("claimrec-theme");
      localStorage.setItem("claimrec-theme", value);
    } catch (nothing) { /* then it is forgotten */ }
    return null;
  }
  function paint(theme) {
    if (theme === "system") root.removeAttribute("data-theme"); else root.setAttribute("data-theme", theme);
    themed.textContent = "Colours: " + theme;
  }
  var theme = themes.indexOf(stored()) > 0 ? stored() : "system";
  paint(theme);
  themed.hidden = false;
  themed.addEventListener("click", function () {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    stored(theme);
    paint(theme);
  });

  // A link into something folded unfolds it.
  function unfoldTo(hash) {
    if (!hash || hash === "#") return;
    var target = document.getElementById(decodeURIComponent(hash.slice(1)));
    for (var at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target) target.scrollIntoView({ block: target.closest(".text") ? "center" : "start" });
  }
  window.addEventListener("hashchange", function () { unfoldTo(location.hash); });
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) unfoldTo(location.hash); // no hashchange comes
  });
  unfoldTo(location.hash);

  // Fold and unfold a whole section.
  all("button.fold").forEach(function (button) {
    var cards = all("[data-find]", button.closest("section")).filter(function (card) { return card.tagName === "DETAILS"; });
    if (cards.length < 2) return;
    var folded = function () { return cards.some(function (card) { return !card.open; }); };
    var name = function () { button.textContent = folded() ? "Unfold all" : "Fold all"; };
    button.hidden = false;
    name();
    button.addEventListener("click", function () {
      var open = folded();
      cards.forEach(function (card) { card.open = open; });
      name();
    });
    cards.forEach(function (card) { card.addEventListener("toggle", name); });
  });

  // Search: every word has to occur, in any order; words between quotation marks side by side.
  var box = document.querySelector(".search");
  var input = document.getElementById("search");
  var hits = document.querySelector(".hits");
  var items = all("[data-find]");
  var groups = all("details.more").filter(function (more) { return more.querySelector("[data-find]"); });
  var texts = null;
  var before = new Map();
  function search() {
    var words = (input.value.toLowerCase().match(/"[^"]+"|[^\s"]+/g) || []).map(function (word) { return word.replace(/"/g, ""); });
    if (texts === null) texts = items.map(function (item) { return item.textContent.toLowerCase().replace(/\s+/g, " "); });
    var found = 0;
    items.forEach(function (item, at) {
      var shown = words.every(function (word) { return texts[at].indexOf(word) >= 0; });
      item.hidden = !shown;
      if (shown && !item.classList.contains("lane")) found += 1;
    });
    groups.forEach(function (group) {
      if (!before.has(group)) before.set(group, group.open);
      group.open = words.length ? true : before.get(group);
    });
    if (!words.length) before.clear();
    all("section.part").forEach(function (part) {
      var inside = all("[data-find]", part);
      part.hidden = inside.length > 0 && inside.every(function (item) { return item.hidden; });
    });
    hits.textContent = words.length ? found + (found === 1 ? " hit" : " hits") : "";
  }
  var waiting = 0;
  box.hidden = false;
  input.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(search, 60); });
  document.addEventListener("keydown", function (event) {
    if (event.key === "/" && event.target !== input && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
    } else if (event.key === "Escape" && event.target === input && input.value) {
      event.preventDefault();
      input.value = "";
      search();
    }
  });

  // What a box of the graph is joined to stands out while it is pointed at.
  var nodes = all(".graph .node");
  var lines = all(".graph .line");
  function light(key) {
    var near = {};
    near[key] = true;
    for (var step = 0; step < 2; step += 1) {
      var reached = Object.assign({}, near);
      lines.forEach(function (line) {
        var a = line.dataset.a, b = line.dataset.b;
        // From a source or an event over its values to the other side, but no further.
        if (near[a] && (step === 0 || a.indexOf("value:") === 0)) reached[b] = true;
        if (near[b] && (step === 0 || b.indexOf("value:") === 0)) reached[a] = true;
      });
      near = reached;
    }
    nodes.forEach(function (node) { node.classList.toggle("faint", key !== null && !near[node.dataset.node]); });
    lines.forEach(function (line) { line.classList.toggle("faint", key !== null && !(near[line.dataset.a] && near[line.dataset.b])); });
  }
  nodes.forEach(function (node) {
    ["mouseenter", "focus"].forEach(function (name) { node.addEventListener(name, function () { light(node.dataset.node); }); });
    ["mouseleave", "blur"].forEach(function (name) { node.addEventListener(name, function () { light(null); }); });
  });

  // On paper every finding is unfolded; texts and events as the reader left them.
  window.addEventListener("beforeprint", function () { all("details.finding").forEach(function (card) { card.open = true; }); });
})();
