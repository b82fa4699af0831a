// Moves the cards of an ordering by dragging, by the arrows and by typing a number. The number
// fields are what is sent, so the same form works where this script does not run.
(() => {
  "use strict";
  // Near an edge of the window, in pixels, dragging scrolls on to the cards beyond it.
  const EDGE = 60;
  const STEP = 12;
  const listOf = (node) => node.closest("#ordering");
  const cards = (list) => [...list.querySelectorAll("[data-card]")];

  const renumber = (list) =>
    cards(list).forEach((card, n) => { card.querySelector(".rank").value = n + 1; });

  const announce = (list, card) => {
    const status = document.getElementById("moved");
    const place = cards(list).indexOf(card) + 1;
    const title = card.querySelector(".card-title").textContent;
    status.textContent = `${status.dataset.text}: ${place}. ${title}`;
  };

  const place = (list, card, index) => {
    const others = cards(list).filter((other) => other !== card);
    list.insertBefore(card, others[index] || null);
    renumber(list);
    announce(list, card);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.move");
    if (!button) return;
    event.preventDefault();
    const list = listOf(button);
    const card = button.closest("[data-card]");
    const here = cards(list).indexOf(card);
    const there = here + (button.value.endsWith(":up") ? -1 : 1);
    if (there >= 0 && there < cards(list).length) place(list, card, there);
    button.focus();
  });

  document.addEventListener("change", (event) => {
    if (!event.target.matches("#ordering .rank")) return;
    const list = listOf(event.target);
    const wanted = Math.min(Math.max(1, Number(event.target.value) || 1), cards(list).length);
    place(list, event.target.closest("[data-card]"), wanted - 1);
    event.target.focus();
  });

  let dragged = null;

  document.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("#ordering .handle");
    if (!handle || event.button > 0) return;
    event.preventDefault();
    dragged = handle.closest("[data-card]");
    dragged.classList.add("dragging");
    handle.setPointerCapture(event.pointerId);
  });

  document.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    const list = listOf(dragged);
    if (event.clientY < EDGE) window.scrollBy(0, -STEP);
    if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, STEP);
    const below = cards(list).find((card) => {
      const box = card.getBoundingClientRect();
      return card !== dragged && event.clientY < box.top + box.height / 2;
    });
    if (dragged.nextElementSibling !== (below || null)) list.insertBefore(dragged, below || null);
  });

  const drop = () => {
    if (!dragged) return;
    dragged.classList.remove("dragging");
    renumber(listOf(dragged));
    announce(listOf(dragged), dragged);
    dragged = null;
  };
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", drop);
})();
