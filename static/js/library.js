// Names search boxes by labels, too.
const tell = () => setTimeout(() => {
  for (const box of document.querySelectorAll(".select2")) {
    const [label] = box.previousElementSibling.labels, shown = box.querySelector("[role=textbox]");
    box.querySelector("input")?.setAttribute("aria-label", label.innerText);
    if (!shown) continue;
    label.id = `of-${shown.id}`;
    shown.role = shown.ariaReadOnly = null;
    shown.parentNode.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
  }
});
addEventListener("load", tell);
document.addEventListener("formset:added", tell);
