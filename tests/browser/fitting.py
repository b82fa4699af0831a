"""What does not fit a small window or a shaky hand, measured as the browser has drawn it."""

# A window of 320 CSS pixels is also what is left of one of 1280 at a zoom of 400%.
SMALL = {"width": 320, "height": 256}

# What may scroll sideways is a table or a drawing, in a box of its own that the keyboard reaches.
TOO_WIDE = """() => {
  const page = document.scrollingElement;
  const found = page.scrollWidth > innerWidth ? [`the page is ${page.scrollWidth} wide`] : [];
  for (const box of document.querySelectorAll('body *')) {
    const scrolls = /auto|scroll/.test(getComputedStyle(box).overflowX);
    if (!scrolls || box.scrollWidth <= box.clientWidth + 1) continue;
    const reached = box.tabIndex >= 0 || box.querySelector('a, button, input, select, summary');
    if (!reached) found.push(`${box.className} scrolls and cannot be reached`);
  }
  return found;
}"""

# 2.5.8: 24 px each way, or a link in a sentence, or so far from others that it does not matter.
TOO_SMALL = """() => {
  const shown = (node) => node.checkVisibility({visibilityProperty: true, opacityProperty: true});
  const text = (node) => node.textContent.trim();
  const inSentence = (node) => node.matches('a') && getComputedStyle(node).display === 'inline'
    && text(node.parentElement.closest('p, li, td, dd, label, small, div')) !== text(node);
  const boxOf = (node) => {
    const own = node.getBoundingClientRect();
    const label = node.matches('[type=radio], [type=checkbox]') && node.labels[0];
    return label ? label.getBoundingClientRect() : own;
  };
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter((node) => node.type !== 'hidden' && node.tabIndex >= 0 && shown(node))
    .filter((node) => !node.matches('.skip, .visually-hidden'));
  const boxes = all.map(boxOf);
  const centre = (box) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const crowded = (n) => all.some((other, m) => {
    if (m === n || all[n].contains(other) || other.contains(all[n])) return false;
    const [x, y] = centre(boxes[n]), {left, right, top, bottom} = boxes[m];
    const dx = Math.max(left - x, 0, x - right), dy = Math.max(top - y, 0, y - bottom);
    return Math.hypot(dx, dy) < 12 - .5;
  });
  return all.filter((node, n) => {
    const {width, height} = boxes[n];
    return width && Math.min(width, height) < 23.5 && !inSentence(node) && crowded(n);
  }).map((node) => `${node.tagName} ${node.id || node.className} ${text(node).slice(0, 30)}`);
}"""


def misfits(page):
    """What would have to be scrolled for sideways, and what is too small to be hit."""
    page.set_viewport_size(SMALL)
    return [*page.evaluate(TOO_WIDE), *page.evaluate(TOO_SMALL)]
