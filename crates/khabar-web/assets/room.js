// Makes the room quicker to use; everything works without it as links and forms.
"use strict";

const all = (selector) => [...document.querySelectorAll(selector)];
const segments = (fact) => all(".m").filter((m) => m.dataset.facts.split(" ").includes(fact));

// Lights a fact: its card and all of its words.
function light(fact) {
  for (const lit of all(".lit")) lit.classList.remove("lit");
  const card = document.getElementById(fact);
  if (card) card.classList.add("lit");
  const words = segments(fact);
  for (const segment of words) segment.classList.add("lit");
  return { card, words };
}

function show(fact, what) {
  const { card, words } = light(fact);
  const target = what === "card" ? card : words[0];
  if (!target) return false;
  const folded = target.closest("details");
  if (folded) folded.open = true;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
  history.replaceState(null, "", "#" + (what === "card" ? fact : "w-" + fact));
  return true;
}

document.addEventListener("click", (event) => {
  const words = event.target.closest(".m");
  if (words) {
    // A further click on the same words goes out to the next wider fact.
    const facts = words.dataset.facts.split(" ").filter((fact) => document.getElementById(fact));
    const now = facts.findIndex((fact) => document.getElementById(fact).classList.contains("lit"));
    const fact = facts[now > 0 ? now - 1 : facts.length - 1];
    if (fact && show(fact, "card")) event.preventDefault();
    return;
  }
  const card = event.target.closest(".cards .card");
  if (!card) return;
  const control = event.target.closest("a, button, input, select, textarea, summary");
  if (control && !control.classList.contains("to-words")) return;
  if (!control && String(getSelection())) return;
  if (show(card.id, "words")) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.documentElement.dataset.keys === "off") return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  // Keys by their place: on an Arabic layout J gives «ت».
  if (event.code === "Slash" && !event.shiftKey) {
    const field = document.querySelector("input[type=search]");
    if (field) field.focus();
    else location.href = "/";
    event.preventDefault();
    return;
  }
  const cards = all(".card").filter((card) => card.offsetParent);
  const now = cards.findIndex((card) => card.classList.contains("lit") || card.contains(document.activeElement));
  const step = { KeyJ: 1, KeyK: -1 }[event.code];
  if (step && cards.length > 0) {
    const next = now < 0 ? (step > 0 ? 0 : cards.length - 1) : Math.min(cards.length - 1, Math.max(0, now + step));
    show(cards[next].id, "card");
    event.preventDefault();
  } else if (event.code === "KeyW" && now >= 0) {
    if (show(cards[now].id, "words")) event.preventDefault();
  }
});

// A page that was opened at a fact shows its words and its card together.
const opened = /^#(?:w-)?([a-z]\d+)$/.exec(location.hash);
if (opened) light(opened[1]);

// While a fact is corrected, words that are selected in the text go into the field that was used last.
const form = document.querySelector("form[data-correct]");
const context = document.querySelector(".context");
if (form && context) {
  let field = form.querySelector("[data-words]");
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-words]")) field = event.target;
  });
  context.addEventListener("mouseup", () => {
    const words = String(getSelection()).trim();
    if (words && field) field.value = words;
  });
}
