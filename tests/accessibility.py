"""What makes a page usable for everybody, checked on a page that stands in a browser. Each check gives findings: lines
for a person, none where all is well. Numbers in brackets are success criteria of WCAG 2.2."""

from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

__all__ = [
    "Stop",
    "axe_findings",
    "clipped_texts",
    "focus_findings",
    "heading_findings",
    "language_findings",
    "lost_buttons",
    "moving_elements",
    "overlapping_texts",
    "sideways",
    "walk",
]

AXE_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
SPARE_STOPS = 20
"""Stops of the Tab key beyond those that a page should have, after which it is taken for a trap."""

_NAMED = """
const named = (e) => `<${e.localName}${e.id ? '#' + e.id : ''}${[...e.classList].map(c => '.' + c).join('')}> ` +
  JSON.stringify((e.innerText ?? e.textContent ?? '').trim().replace(/\\s+/g, ' ').slice(0, 50));
const isShown = (e) => e.checkVisibility({ visibilityProperty: true });
// Text for screen readers alone is clipped away, or a box of one pixel.
const isForEyes = (e) => { for (let o = e; o; o = o.parentElement) {
  const b = o.getBoundingClientRect(), s = getComputedStyle(o);
  if (s.clipPath !== 'none' || (b.width <= 1 && b.height <= 1 && s.overflow !== 'visible')) return false;
} return true; };
const texts = function* () {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && isShown(parent)) yield walker.currentNode;
  }
};
"""

_SIDEWAYS = """
const wide = document.documentElement.clientWidth, reach = document.documentElement.scrollWidth;
// Within a box that scrolls of itself, or a drawing that shows no more than its frame.
const isContained = (e) => { for (let o = e.parentElement; o && o !== document.body; o = o.parentElement) {
  const shown = getComputedStyle(o).overflowX;
  if (shown === 'auto' || shown === 'scroll' || (o.localName === 'svg' && shown !== 'visible')) return true;
} return false; };
const found = reach > wide ? [`the page is ${reach} pixels wide on a screen of ${wide}`] : [];
for (const e of document.body.querySelectorAll('*')) {
  const box = e.getBoundingClientRect();
  if ((box.right > wide + 1 || box.left < -1) && box.width > 0 && isShown(e) && isForEyes(e) && !isContained(e))
    found.push(`${named(e)} stands from ${Math.round(box.left)} to ${Math.round(box.right)}`);
}
return found;
"""

_CLIPPED = """
return [...document.body.querySelectorAll('*')].filter((e) => {
  const style = getComputedStyle(e), hides = (o) => o === 'hidden' || o === 'clip';
  return e.innerText?.trim() && isShown(e) && isForEyes(e) && e.localName !== 'option'
    && ((hides(style.overflowX) && e.scrollWidth > e.clientWidth + 1)
     || (hides(style.overflowY) && e.scrollHeight > e.clientHeight + 1));
}).map((e) => `${named(e)} hides part of its text`);
"""

_OVERLAPPING = """
// The box that shows only part of what is in it, by scrolling.
const frameOf = (e) => { for (let o = e; o && o !== document.body; o = o.parentElement) {
  const style = getComputedStyle(o);
  if (style.overflowX !== 'visible' || style.overflowY !== 'visible') return o.getBoundingClientRect();
} return null; };
const boxes = [];
for (const node of texts()) {
  if (!isForEyes(node.parentElement)) continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  const frame = frameOf(node.parentElement);
  for (const b of range.getClientRects()) {
    const slack = b.height * 0.3; // a line's box is higher than its letters
    const box = { node, left: b.left + 1, right: b.right - 1, top: b.top + slack, bottom: b.bottom - slack };
    const isBeside = frame && (box.left >= frame.right || frame.left >= box.right);
    if (!isBeside && !(frame && (box.top >= frame.bottom || frame.top >= box.bottom))) boxes.push(box);
  }
}
boxes.sort((a, b) => a.top - b.top);
const found = [];
boxes.forEach((a, place) => {
  for (const b of boxes.slice(place + 1)) {
    if (b.top >= a.bottom) break;
    if (a.node !== b.node && a.left < b.right && b.left < a.right)
      found.push(`${named(a.node.parentElement)} lies over ${named(b.node.parentElement)}`);
  }
});
return found;
"""

_HEADINGS = """
return [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(isShown)
  .map((e) => [Number(e.localName[1]), e.innerText.trim()]);
"""

_LANGUAGES = """
const scripts = { Hangul: ['ko'], Arabic: ['ar'], Cyrillic: ['ru'], Hiragana: ['ja'], Katakana: ['ja'], Thai: ['th'],
                  Han: ['zh', 'ja', 'ko'] };
const found = [];
for (const node of texts()) {
  const parent = node.parentElement;
  if (parent.closest('code, [translate=no]')) continue;
  const spoken = parent.closest('[lang]').lang.split('-')[0];
  for (const [script, languages] of Object.entries(scripts)) {
    const letters = new RegExp(`\\\\p{Script=${script}}{2}`, 'u');
    if (letters.test(node.data) && !languages.includes(spoken))
      found.push(`${named(parent)} has ${script} letters and is said to be in ${spoken}`);
  }
}
for (const e of document.body.querySelectorAll('[lang]')) {
  const own = Object.keys(scripts).filter((script) => scripts[script].includes(e.lang.split('-')[0]));
  const text = e.innerText ?? '';
  if (own.length && isShown(e) && (text.match(/\\p{Script=Latin}/gu) ?? []).length > 20
      && !own.some((script) => new RegExp(`\\\\p{Script=${script}}`, 'u').test(text)))
    found.push(`${named(e)} has no letter of the language it is said to be in: ${e.lang}`);
}
return found;
"""

_REACHABLE = """
const groups = new Set();
return [...document.querySelectorAll(
  'a[href], button, input, select, textarea, summary, [tabindex], audio[controls], video[controls]'
)].filter((e) => {
  if (e.tabIndex < 0 || e.disabled || e.type === 'hidden' || !isShown(e)) return false;
  if (e.type !== 'radio') return true;
  const isFirst = !groups.has(e.name);
  groups.add(e.name);
  return isFirst;
}).map(named);
"""

_STOP = """
const e = document.activeElement;
if (!e || e === document.body || e === document.documentElement) return null;
const light = (colour) => {
  const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ground = (o) => { for (; o; o = o.parentElement) {
  const colour = getComputedStyle(o).backgroundColor;
  if (!/^rgba\\(.*, 0\\)$/.test(colour)) return colour;
} return 'rgb(255, 255, 255)'; };
const style = getComputedStyle(e);
const [dark, bright] = [light(style.outlineColor), light(ground(e.parentElement))].sort((a, b) => a - b);
const box = [...e.getClientRects()].find((b) => b.width > 0 && b.height > 0) ?? e.getBoundingClientRect();
const over = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, innerHeight) / 2);
return {
  name: named(e),
  place: [...document.querySelectorAll('*')].indexOf(e),
  outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
  contrast: (bright + 0.05) / (dark + 0.05),
  isUncovered: !!over && (e.contains(over) || over.contains(e)),
};
"""

_LOST_BUTTONS = """
return [...document.querySelectorAll('button, .button, input, select, textarea')].filter((e) => {
  const style = getComputedStyle(e);
  return e.type !== 'hidden' && isShown(e) && (style.borderStyle === 'none' || parseFloat(style.borderTopWidth) < 1);
}).map((e) => `${named(e)} has no edge`);
"""

_MOVING = """
return [...document.querySelectorAll('*')].filter((e) => {
  const style = getComputedStyle(e);
  const lasts = (times) => times.split(',').some((time) => parseFloat(time) > 0.01);
  return lasts(style.transitionDuration) || lasts(style.animationDuration) || style.scrollBehavior === 'smooth';
}).map((e) => `${named(e)} moves`);
"""


@dataclass(frozen=True)
class Stop:
    """Where the Tab key stops. ``place``: number of the element in the document. ``outline``: width in CSS pixels of
    what shows the focus. ``contrast``: of it with what lies behind, 1 to 21."""

    name: str
    place: int
    outline: float
    contrast: float
    is_uncovered: bool


def axe_findings(page: Page) -> list[str]:
    """What axe-core finds by its rules for WCAG 2.2 A and AA and by those of good practice."""
    found = Axe().run(page, options={"runOnly": list(AXE_RULES), "resultTypes": ["violations"]}).response
    return [
        f"{violation['id']}: {node['target']}: {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def sideways(page: Page) -> list[str]:
    """What makes a reader scroll sideways (1.4.10); a table or a map may scroll in a box of its own."""
    return _lines(page, _SIDEWAYS)


def clipped_texts(page: Page) -> list[str]:
    """Elements that cut off part of their text (1.4.4, 1.4.12)."""
    return _lines(page, _CLIPPED)


def overlapping_texts(page: Page) -> list[str]:
    """Texts that lie over others (1.4.4, 1.4.12)."""
    return _lines(page, _OVERLAPPING)


def heading_findings(page: Page) -> list[str]:
    """One first heading, none empty, no level left out on the way down (1.3.1, 2.4.6)."""
    headings = page.evaluate(_function(_HEADINGS))
    levels = [level for level, _ in headings]
    found = [f"an empty heading of level {level}" for level, text in headings if not text]
    if levels[:1] != [1] or levels.count(1) != 1:
        found.append(f"not one first heading, at the beginning: {headings}")
    found += [
        f"level {level} after level {above}: {text}"
        for above, (level, text) in zip(levels, headings[1:], strict=False)
        if level > above + 1
    ]
    return found


def language_findings(page: Page) -> list[str]:
    """Words in a script that is not that of the language they are said to be in (3.1.1, 3.1.2)."""
    return _lines(page, _LANGUAGES)


def lost_buttons(page: Page) -> list[str]:
    """Buttons and fields without an edge: in forced colours they look like plain text."""
    return _lines(page, _LOST_BUTTONS)


def moving_elements(page: Page) -> list[str]:
    """What moves or fades, which some readers have asked to be spared (2.3.3)."""
    return _lines(page, _MOVING)


def walk(page: Page, most: int) -> list[Stop]:
    """The stops of the Tab key, from the beginning of a page just opened until it leaves it; ``most`` at most."""
    stops: list[Stop] = []
    while len(stops) < most:
        page.keyboard.press("Tab")
        stop: dict[str, Any] | None = page.evaluate(_function(_STOP))
        if stop is None or (stops and stop["place"] == stops[0].place):
            break
        stops.append(Stop(stop["name"], stop["place"], stop["outline"], stop["contrast"], stop["isUncovered"]))
    return stops


def focus_findings(page: Page) -> list[str]:
    """Walks with the Tab key: everything is reached (2.1.1), in the order of the document (2.4.3), can be
    seen (2.4.7, 2.4.11) against its ground (1.4.11), and nothing holds the focus (2.1.2)."""
    reachable = page.evaluate(_function(_REACHABLE))
    most = len(reachable) + SPARE_STOPS
    stops = walk(page, most)
    if len(stops) == most:
        return [f"the focus never leaves the page: {stops[-1].name}"]
    reached = [stop.name for stop in stops]
    found = [f"not reached: {name}" for name in reachable if name not in reached]
    places = [stop.place for stop in stops]
    found += [f"comes too early: {stops[n].name}" for n in range(len(stops) - 1) if places[n] > places[n + 1]]
    for stop in stops:
        if stop.outline < 2 or stop.contrast < 3:
            found.append(f"the focus is hard to see ({stop.outline} px, {stop.contrast:.1f}:1): {stop.name}")
        if not stop.is_uncovered:
            found.append(f"something covers it: {stop.name}")
    return found


def _lines(page: Page, body: str) -> list[str]:
    return [str(line) for line in page.evaluate(_function(body))]


def _function(body: str) -> str:
    return f"() => {{ {_NAMED} {body} }}"
