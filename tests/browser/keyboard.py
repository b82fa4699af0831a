"""What somebody does who has a keyboard and no mouse, and what they hear who do not see."""

# Notes where the focus goes and what the live regions say, from the first line of the page on.
LISTEN = """
window.heard = [];
const LIVE = '[role=status], [role=alert], [aria-live]';
const note = (what, node) => window.heard.push(`${what}: ${node.innerText.trim().split('\\n')[0]}`);
document.addEventListener('focusin', ({target}) => {
  if (!target.matches('a, button, input, select, textarea, summary')) note('focus', target);
});
new MutationObserver((changes) => {
  const regions = new Set();
  for (const {target, addedNodes} of changes) {
    const around = target.closest?.(LIVE) || target.parentElement?.closest(LIVE);
    if (around) regions.add(around);
    for (const added of addedNodes) {
      if (added.matches?.(LIVE)) regions.add(added);
      added.querySelectorAll?.(LIVE).forEach((region) => regions.add(region));
    }
  }
  for (const region of regions) if (region.innerText.trim()) note('live', region);
}).observe(document, {childList: true, characterData: true, subtree: true});
"""
FOCUSED = "document.activeElement"
# An outline around it, around the label it stands in, or drawn in a picture.
IS_SEEN = """() => {
  const node = document.activeElement;
  const outlined = (one) => {
    const {outlineStyle, outlineWidth} = getComputedStyle(one);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  };
  const drawn = node.querySelector('.box');
  return outlined(node) || outlined(node.closest('label') || node)
    || !!drawn && getComputedStyle(drawn).stroke !== 'none';
}"""
MOST = 200  # presses of Tab after which somebody is lost


class Keyboard:
    def __init__(self, page):
        self.page = page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    @property
    def at(self):
        """The id of what has the focus."""
        return self.page.evaluate(f"{FOCUSED}.id")

    def go_to(self, selector):
        """Press Tab until there; what is passed on the way must be seen to have the focus."""
        for _press in range(MOST):
            if self.page.evaluate(f"{FOCUSED}.matches({selector!r})"):
                assert self.page.evaluate(IS_SEEN), f"nobody sees that {selector} has the focus"
                return
            self.press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector}")

    def activate(self, selector, key="Enter"):
        self.go_to(selector)
        self.press(key)

    def fill(self, selector, text):
        self.go_to(selector)
        self.press("Control+a")
        self.type(text)

    def heard(self):
        """What was said since last asked."""
        said = self.page.evaluate("window.heard")
        self.page.evaluate("window.heard = []")
        return said
