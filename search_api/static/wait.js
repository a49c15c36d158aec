// While a reader's file is read: asks how far it is, and shows the answer once it is there. Without this script a link
// does the same. The page is not loaded anew: that would take a screen reader back to its beginning every time.
const PAUSE = 3000; // milliseconds between two questions

const section = document.querySelector("main > section");
const status = section.querySelector("[role=status]");

async function look() {
  let page;
  try {
    page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  } catch {
    return wait(); // no network just now
  }
  const told = page.querySelector("main > section [role=status]");
  if (told) {
    if (status.textContent !== told.textContent) status.textContent = told.textContent;
    return wait();
  }
  document.title = page.title;
  section.replaceChildren(status, ...page.querySelector("main > section").childNodes);
  status.className = "hidden";
  status.textContent = page.title; // said aloud; the answer itself stands below
}

function wait() {
  setTimeout(look, PAUSE);
}

wait();
