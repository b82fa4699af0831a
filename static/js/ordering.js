// Moves cards by dragging, arrows and typed numbers; only the numbers are sent.
const on = (name, heard) => document.addEventListener(name, heard);
const cards = () => [...document.querySelectorAll("#ordering > *")];
const rank = (card) => card.querySelector(".rank");
let dragged;

const settle = (card, control) => {
  cards().forEach((one, n) => { rank(one).value = n + 1; });
  const status = document.getElementById("moved");
  const { value, labels: [title] } = rank(card);
  status.textContent = `${status.dataset.text}: ${value}. ${title.textContent}`;
  control?.focus();
};

on("click", (event) => {
  const button = event.target.closest("#ordering .move");
  if (!button) return;
  event.preventDefault();
  const card = button.closest("li");
  if (button.value.endsWith(":up")) card.previousElementSibling?.before(card);
  else card.nextElementSibling?.after(card);
  settle(card, button);
});

on("change", ({ target }) => {
  if (!target.matches("#ordering .rank")) return;
  const card = target.closest("li");
  const others = cards().filter((other) => other !== card);
  card.parentNode.insertBefore(card, others[Math.max(0, target.value - 1)] || null);
  settle(card, target);
});

on("pointerdown", (event) => {
  const handle = event.target.closest("#ordering .handle");
  if (!handle) return;
  event.preventDefault();
  dragged = handle.closest("li");
  dragged.classList.add("dragging");
  handle.setPointerCapture(event.pointerId);
});

on("pointermove", ({ clientY }) => {
  if (!dragged) return;
  scrollBy(0, clientY < 60 ? -12 : clientY > innerHeight - 60 ? 12 : 0);
  const below = cards().find((card) => {
    const box = card.getBoundingClientRect();
    return card !== dragged && clientY < box.top + box.height / 2;
  }) || null;
  if (dragged.nextElementSibling !== below) dragged.parentNode.insertBefore(dragged, below);
});

const drop = () => {
  dragged?.classList.remove("dragging");
  if (dragged) settle(dragged);
  dragged = null;
};
on("pointerup", drop);
on("pointercancel", drop);
