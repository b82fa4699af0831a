// Takes the reader to what a swap brought, and keeps an answer on this device until the site has it.
const find = (selector) => document.querySelector(selector);
const on = (name, heard) => document.addEventListener(name, heard);
let late;

// Where nothing can be kept, the open form still holds it.
const store = (verb, form, what) => {
  try { return localStorage[verb](`unsent:${form.action}`, what); } catch { return ""; }
};

const tell = (what) => {
  const notice = find("#not-sent");
  const words = notice.dataset[what] || "";
  if (words === notice.textContent) return;
  notice.textContent = words;
  notice.scrollIntoView(false);
};

const again = () => {
  const form = find("#answer-form");
  const text = form && store("getItem", form);
  if (!text) return;
  const kept = new URLSearchParams(text);
  for (const field of form.elements) {
    if (/radio|box/.test(field.type)) field.checked = kept.getAll(field.name).includes(field.value);
    else if (kept.has(field.name)) field.value = kept.get(field.name);
  }
  late = true;
  form.requestSubmit();
};

on("htmx:beforeRequest", ({ detail: { elt } }) => {
  if (elt.id !== "answer-form") return;
  const given = new FormData(elt);
  given.delete("csrfmiddlewaretoken");
  store("setItem", elt, new URLSearchParams(given));
});

on("htmx:afterRequest", ({ detail: { xhr, requestConfig: { elt } } }) => {
  const answer = elt.id === "answer-form";
  if (/^(2..|410|422|429)$/.test(xhr.status)) {
    if (answer) store("removeItem", elt);
    tell(late && "sent");
    late = false;
  } else if (!xhr.getResponseHeader("HX-Redirect")) {
    late = answer && !/^4/.test(xhr.status);
    tell(late ? "kept" : "failed");
    if (late) setTimeout(again, 3000);
  }
});
on("DOMContentLoaded", again);

on("htmx:afterSettle", ({ target }) => {
  // What went wrong comes first.
  const heading = [".errorlist", "#objection", "#verdict", "#stem"]
    .map((selector) => target.querySelector?.(selector)).find(Boolean);
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  scrollTo(0, 0);
});
