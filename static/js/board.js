// A board on the wall stays calm: it asks whether anything changed only while somebody can see it,
// and of what comes back only the parts that differ are put in place.
(() => {
  "use strict";
  const board = () => document.getElementById("board");
  const lit = () => new Set([...document.querySelectorAll("#board .level-4")].map(({ id }) => id));

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.target === board()) event.detail.headers["If-None-Match"] = board().dataset.version;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target === board() && document.hidden) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) board()?.dispatchEvent(new Event("seen"));
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target !== board()) return;
    event.detail.shouldSwap = false;
    if (event.detail.xhr.status !== 200) return;
    const came = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const fresh = came.getElementById("board");
    if (!fresh) return window.location.reload();
    const before = lit();
    for (const part of fresh.querySelectorAll("[data-part]")) replace(part);
    board().dataset.version = fresh.dataset.version;
    for (const id of lit()) {
      if (!before.has(id)) document.getElementById(id).classList.add("newly-lit");
    }
  });

  // Who has left the class or signed out is told so by the page itself.
  document.addEventListener("htmx:responseError", (event) => {
    if (event.target === board() && event.detail.xhr.status === 404) window.location.reload();
  });

  function replace(part) {
    const old = document.getElementById(part.id);
    if (!old) return window.location.reload();
    for (const lit of old.querySelectorAll(".newly-lit")) lit.classList.remove("newly-lit");
    if (old.innerHTML !== part.innerHTML) old.replaceChildren(...part.childNodes);
  }
})();
