// The arrow keys go to the place before and after, as in a slide show; and an old address (/documents/x#slide-12) opens
// that slide. Without this script the links do the same.
const viewer = document.querySelector(".viewer");
const isReading = () => !document.activeElement || document.activeElement === document.body || document.activeElement.id === "content";

document.addEventListener("keydown", (event) => {
  // Only arrows, only without another key, and only while nothing else has the focus that may want them.
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented || !isReading()) return;
  const isForwards = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const isBackwards = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
  const way = event.key === isForwards ? "next" : event.key === isBackwards ? "prev" : null;
  // Where the page is wider than the window, the arrows move the page.
  if (!way || document.documentElement.scrollWidth > window.innerWidth) return;
  const link = viewer.querySelector(`.steps a[rel=${way}]`);
  if (link) {
    event.preventDefault();
    location.assign(link.href);
  }
});

if ("opened" in viewer.dataset && /^#(slide|page|section|time)-\d+$/.test(location.hash)) {
  location.replace(`${location.pathname}/at/${location.hash.slice(1)}${location.search}`);
}
