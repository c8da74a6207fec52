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

  // What is folded in a large report waits as text in a <noscript>, which costs next to nothing, until it is unfolded.
  function fill(folded) {
    var waiting = Array.prototype.filter.call(folded.children, function (child) { return child.tagName === "NOSCRIPT"; })[0];
    if (!waiting) return;
    waiting.insertAdjacentHTML("beforebegin", waiting.textContent);
    waiting.remove();
  }
  function unfold(card) {
    fill(card);
    card.open = true;
  }
  document.addEventListener("toggle", function (event) { if (event.target.open) fill(event.target); }, true);
  document.addEventListener("click", function (event) { // before it is painted
    var summary = event.target.closest && event.target.closest("summary");
    if (summary) fill(summary.parentElement);
  });
  function placed(id) {
    var found = document.getElementById(id);
    var waiting = found ? [] : all("noscript").filter(function (one) { return one.textContent.indexOf(' id="' + id + '"') >= 0; });
    if (waiting.length) fill(waiting[0].parentElement);
    return found || document.getElementById(id);
  }

  // A link into something folded unfolds it.
  function unfoldTo(hash) {
    if (!hash || hash === "#") return;
    var target = placed(decodeURIComponent(hash.slice(1)));
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
      cards.forEach(function (card) {
        if (open) unfold(card); else card.open = false;
        if (open && card.parentElement.tagName === "DETAILS") card.parentElement.open = true;
      });
      name();
    });
    cards.forEach(function (card) { card.addEventListener("toggle", name); });
  });

  // Search: every word has to occur, in any order; words between quotation marks side by side.
  var box = document.querySelector(".search");
  var input = document.getElementById("search");
  var hits = document.querySelector(".hits");
  var items = null, groups = null, texts = null;
  var before = new Map();
  var signs = { amp: "&", lt: "<", gt: ">", "#39": "'", "#34": '"', nbsp: " " };
  function words(card) {
    var text = "";
    card.childNodes.forEach(function (part) { // of what still waits, the words between the tags
      text += part.tagName !== "NOSCRIPT" ? part.textContent : part.textContent.replace(/<[^>]*>/g, "")
        .replace(/&(amp|lt|gt|nbsp|#39|#34);/g, function (_, sign) { return signs[sign]; });
    });
    return text.toLowerCase().replace(/\s+/g, " ");
  }
  function collect() {
    if (items) return;
    all("section > details.more").forEach(fill);
    items = all("[data-find]");
    groups = all("details.more").filter(function (more) { return more.querySelector("[data-find]"); });
    texts = items.map(words);
  }
  function search() {
    var wanted = (input.value.toLowerCase().match(/"[^"]+"|[^\s"]+/g) || []).map(function (word) { return word.replace(/"/g, ""); });
    collect();
    var found = 0;
    items.forEach(function (item, at) {
      var shown = wanted.every(function (word) { return texts[at].indexOf(word) >= 0; });
      item.hidden = !shown;
      if (shown && !item.classList.contains("lane")) found += 1;
    });
    groups.forEach(function (group) {
      if (!before.has(group)) before.set(group, group.open);
      group.open = wanted.length ? true : before.get(group);
    });
    if (!wanted.length) before.clear();
    all("section.part").forEach(function (part) {
      var inside = all("[data-find]", part);
      part.hidden = inside.length > 0 && inside.every(function (item) { return item.hidden; });
    });
    hits.textContent = wanted.length ? found + (found === 1 ? " hit" : " hits") : "";
  }
  var waiting = 0;
  box.hidden = false;
  input.addEventListener("focus", function () { setTimeout(collect, 0); }); // before the first letter is typed
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

  // On paper all is unfolded that is more than agreed; the rest as the reader left it.
  window.addEventListener("beforeprint", function () {
    all("details.more").forEach(function (more) { if (more.querySelector(".finding")) more.open = true; });
    all("details.finding:not(.agree)").forEach(unfold);
  });
})();
