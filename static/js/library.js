// Names search boxes by their labels, too.
const tell = () => {
  for (const shown of document.querySelectorAll(".select2 [role=textbox]")) {
    const { id, labels } = shown.closest(".select2").previousElementSibling;
    for (const its of ["role", "aria-readonly"]) shown.removeAttribute(its);
    for (const label of labels) label.id = `of-${id}`;
    shown.parentNode.setAttribute("aria-labelledby", `of-${id} ${shown.id}`);
  }
};
addEventListener("load", tell);
document.addEventListener("formset:added", () => setTimeout(tell));
