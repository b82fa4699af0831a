// After a swap the reader is taken to what is new; when nothing could be sent, they are told.
(() => {
  "use strict";
  const notice = () => document.getElementById("not-sent");

  document.addEventListener("htmx:afterSettle", (event) => {
    if (notice()) notice().hidden = true;
    // What went wrong comes before the question, which was there already.
    const heading = [".errorlist", "#verdict", "#stem"]
      .map((selector) => event.target.querySelector?.(selector)).find(Boolean);
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  });

  for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(failure, () => {
      if (!notice()) return;
      notice().hidden = false;
      notice().scrollIntoView({ block: "nearest" });
    });
  }
})();
