// What comes on record while a page is open, as the server tells it. Without this script every page reads the same.
"use strict";

(() => {
  const place = document.querySelector("[data-live]");
  if (!place) return;
  const said = place.querySelector("[role=status]");
  const show = place.querySelector("a");
  const list = place.querySelector("ul");
  const MOST = 6;
  const SOON = 2000;
  const SELDOM = 300000;
  let stream = null;
  let later = 0;
  let wait = SOON;

  function line(entry) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = entry.address;
    link.dir = "auto";
    link.textContent = entry.words;
    for (const words of [entry.kind, entry.room]) {
      const about = document.createElement("span");
      about.dir = "auto";
      about.textContent = words;
      item.append(about);
    }
    item.firstChild.after(link);
    return item;
  }

  function told(event) {
    const { said: words, entries } = JSON.parse(event.data);
    place.classList.add("some");
    said.textContent = words;
    show.hidden = false;
    // New lines stand above the others, and a full list takes no more: what can be clicked stays where it is.
    for (const entry of entries) if (list && list.children.length < MOST) list.prepend(line(entry));
  }

  function open() {
    close();
    if (list) list.replaceChildren();
    stream = new EventSource(place.dataset.live);
    stream.addEventListener("open", () => { wait = SOON; });
    stream.addEventListener("entries", told);
    stream.addEventListener("error", () => {
      if (stream.readyState !== EventSource.CLOSED) return;
      later = setTimeout(open, wait);
      wait = Math.min(wait * 2, SELDOM);
    });
  }

  function close() {
    clearTimeout(later);
    if (stream) stream.close();
  }

  // A browser keeps few connections to one server: a page that nobody looks at takes none.
  document.addEventListener("visibilitychange", () => { (document.hidden ? close : open)(); });
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", () => { if (!document.hidden) open(); });
})();
