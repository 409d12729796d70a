// What can be measured of a page's fitness for everybody. Returns a list of [kind, where, what].
const { smallestTarget } = arguments[0];
const faults = [];
const shown = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
const where = element => {
  const own = element.id ? "#" + element.id : element.className && typeof element.className === "string" ? "." + element.className.trim().split(/\s+/).join(".") : "";
  return element.tagName.toLowerCase() + own + " “" + (element.textContent || element.value || "").trim().replace(/\s+/g, " ").slice(0, 40) + "”";
};

// Sideways scrolling.
const page = document.scrollingElement;
const width = document.documentElement.clientWidth;
if (page.scrollWidth > width) {
  const wide = [...document.body.querySelectorAll("*")].filter(element => shown(element) && element.getBoundingClientRect().right > width + 0.5);
  faults.push(["sideways", wide.slice(-3).map(where).join(", "), `${page.scrollWidth} px in ${width} px`]);
}

// Language, heading, doubled ids.
if (!document.documentElement.lang) faults.push(["language", "html", "no lang"]);
const headings = [...document.querySelectorAll("h1")].filter(shown);
if (headings.length !== 1) faults.push(["heading", "h1", `${headings.length} of them`]);
const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) faults.push(["id", "#" + id, "more than one"]);

// Contrast of words, after every translucent layer behind them.
const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const rgba = colour => {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
};
const over = (front, back) => [0, 1, 2].map(i => front[i] * front[3] + back[i] * (1 - front[3])).concat(1);
const luminance = colour => {
  const [r, g, b] = colour.slice(0, 3).map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const behind = element => {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.backgroundImage !== "none") return null;
    const layer = rgba(style.backgroundColor);
    layers.push(layer);
    if (layer[3] === 1) break;
  }
  const canvasColour = matchMedia("(prefers-color-scheme: dark)").matches ? [0, 0, 0, 1] : [255, 255, 255, 1];
  return layers.reverse().reduce((back, layer) => over(layer, back), canvasColour);
};
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const judged = new Set();
for (let text = texts.nextNode(); text; text = texts.nextNode()) {
  const element = text.parentElement;
  if (!text.data.trim() || judged.has(element) || !shown(element) || element.closest(":disabled, [aria-disabled=true], svg, [inert]")) continue;
  judged.add(element);
  const box = element.getBoundingClientRect();
  if (box.width <= 1 || box.height <= 1) continue;
  const style = getComputedStyle(element), back = behind(element);
  if (!back) continue;
  const front = over(rgba(style.color), back);
  const [light, dark] = [luminance(front), luminance(back)].sort((a, b) => b - a);
  const contrast = (light + 0.05) / (dark + 0.05);
  const size = parseFloat(style.fontSize), isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
  if (contrast < (isLarge ? 3 : 4.5) - 0.005) faults.push(["contrast", where(element), contrast.toFixed(2)]);
}

// Targets a thumb can hit; a link inside a sentence is as high as its line.
if (smallestTarget > 0) {
  for (const element of document.querySelectorAll("button, input, select, textarea, summary, a[href]")) {
    // What neither hand nor Tab can reach is no target.
    if (!shown(element) || element.type === "hidden" || element.closest("[aria-hidden=true]")) continue;
    if (element.tagName === "A" && getComputedStyle(element).display === "inline") continue;
    const boxes = [element, ...(element.labels ?? [])].map(each => each.getBoundingClientRect());
    const high = Math.max(...boxes.map(box => box.height)), wide = Math.max(...boxes.map(box => box.width));
    if (wide <= 1) continue;
    if (high < smallestTarget - 0.5 || wide < smallestTarget - 0.5) faults.push(["target", where(element), `${wide.toFixed(0)}×${high.toFixed(0)} px`]);
  }
}
return faults;
