// Asks for news only while seen, and replaces only what differs.
const find = (id) => document.getElementById(id);
const lit = () => new Set([...document.querySelectorAll("#board .level-4")].map(({ id }) => id));
const on = (name, heard) => document.addEventListener(name, (event) => {
  if (event.target === find("board")) heard(event.target, event.detail, event);
});

const replace = (part) => {
  const old = find(part.id);
  if (!old) return location.reload();
  for (const one of old.querySelectorAll(".newly-lit")) one.classList.remove("newly-lit");
  if (old.innerHTML !== part.innerHTML) old.replaceChildren(...part.childNodes);
};

on("htmx:configRequest", (board, { headers }) => {
  headers["If-None-Match"] = board.dataset.version;
});
on("htmx:beforeRequest", (board, detail, event) => document.hidden && event.preventDefault());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) find("board").dispatchEvent(new Event("seen"));
});

on("htmx:beforeSwap", (board, detail) => {
  detail.shouldSwap = false;
  if (detail.xhr.status !== 200) return;
  const came = new DOMParser().parseFromString(detail.xhr.response, "text/html");
  const fresh = came.getElementById("board");
  const before = lit();
  fresh.querySelectorAll("[data-part]").forEach(replace);
  board.dataset.version = fresh.dataset.version;
  for (const id of lit()) if (!before.has(id)) find(id).classList.add("newly-lit");
});
