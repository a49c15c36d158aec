// Makes the search box a combobox (WAI-ARIA 1.2, list autocomplete with manual selection): what is typed is completed,
// arrow keys walk through the list, Enter chooses, Escape closes it. Without this script the box is a plain field.
const DELAY = 150; // milliseconds without a key before the server is asked
const LONGEST = 200; // letters that the server completes

const input = document.querySelector("form.search input[name=q]");
const form = input.form;
const texts = JSON.parse(form.dataset.texts); // in the language of the page
const list = Object.assign(document.createElement("ul"), { id: "completions", className: "completions", hidden: true });
const status = Object.assign(document.createElement("p"), { className: "hidden" });
let offers = [];
let active = -1; // place of the chosen option; -1: what was typed
let timer;
let request = new AbortController();

input.type = "text"; // a search field has a role and an Escape key of its own
for (const [name, value] of Object.entries({
  role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
})) input.setAttribute(name, value);
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", texts.list);
status.setAttribute("role", "status");
input.after(list);
form.append(status);

function part(className, text, lang = "") {
  return Object.assign(document.createElement("span"), { className, textContent: text, lang });
}

function option(offer, place) {
  const line = document.createElement("li");
  line.id = `completion-${place}`;
  line.setAttribute("role", "option");
  line.setAttribute("aria-selected", "false");
  const name = part("name", "");
  name.append(part("label", offer.label, offer.language));
  if (offer.form) {
    const as = part("as", " · ");
    const [before, after] = texts.as.split("{name}");
    as.append(before, part("", offer.form, offer.form_language), after);
    name.append(as);
  }
  const count = offer.case_count === 1 ? texts.case : offer.case_count ? texts.cases.replace("{count}", offer.case_count) : "";
  const none = offer.case_count === 0 && offer.kind !== "program" ? texts.none : "";
  line.append(name, " ", part("detail", [texts[`kind.${offer.kind}`], offer.note, count || none].filter(Boolean).join(" · ")));
  return line;
}

function activate(place) {
  list.children[active]?.setAttribute("aria-selected", "false");
  active = place;
  const line = list.children[active];
  line?.setAttribute("aria-selected", "true");
  line?.scrollIntoView({ block: "nearest" });
  if (line) input.setAttribute("aria-activedescendant", line.id);
  else input.removeAttribute("aria-activedescendant");
}

function open(isOpen) {
  list.hidden = !isOpen;
  input.setAttribute("aria-expanded", String(isOpen));
  status.textContent = isOpen ? (offers.length === 1 ? texts.one : texts.many.replace("{count}", offers.length)) : "";
  if (!isOpen) activate(-1);
}

function close() {
  clearTimeout(timer);
  request.abort();
  open(false);
}

async function ask() {
  request.abort();
  request = new AbortController();
  const asked = new URLSearchParams({ q: input.value, lang: form.dataset.lang });
  try {
    const answer = await fetch(`/api/complete?${asked}`, { signal: request.signal });
    if (!answer.ok) return close();
    offers = (await answer.json()).completions;
  } catch {
    return; // a newer letter, or no network: the box goes on as a plain field
  }
  activate(-1);
  list.replaceChildren(...offers.map(option));
  open(offers.length > 0 && document.activeElement === input);
}

function choose({ filter, question, address }) {
  const given = [...new FormData(form)].filter(([name]) => name !== "q");
  const kept = filter
    ? given.filter(([name, value]) => name !== filter.name || value.replace(/^-/, "") !== filter.value)
    : given;
  close();
  if (filter) kept.push([filter.name, filter.value]);
  else if (question) kept.unshift(["q", question]);
  location.assign(filter || question ? `/?${new URLSearchParams(kept)}` : address);
}

input.addEventListener("input", () => {
  clearTimeout(timer);
  request.abort();
  activate(-1); // the list stays until its successor comes: it does not flicker
  if (input.value.trim() && input.value.length <= LONGEST) timer = setTimeout(ask, DELAY);
  else close();
});

input.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && list.hidden && input.value.trim()) ask();
  else if (step && !list.hidden) activate(((active + 1 + step + offers.length + 1) % (offers.length + 1)) - 1);
  else if (event.key === "Enter" && active >= 0) choose(offers[active]);
  else if (event.key === "Escape" && !list.hidden) close();
  else return;
  event.preventDefault();
});

input.addEventListener("blur", close);
form.addEventListener("submit", close);
list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
list.addEventListener("click", (event) => {
  const line = event.target.closest("[role=option]");
  if (line) choose(offers[[...list.children].indexOf(line)]);
});
