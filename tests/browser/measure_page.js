/* Measures the page as it is shown now: overflow to the side, and the contrast of every text (WCAG 2.2, 1.4.3). */
() => {
  const problems = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.body.querySelectorAll("*")].filter((e) => {
      const box = e.getBoundingClientRect();
      return box.right > root.clientWidth + 1 && !e.closest(".scroll");
    });
    problems.push(`overflows to the side: ${root.scrollWidth} > ${root.clientWidth}: ` +
      wide.slice(0, 3).map((e) => `${e.tagName}.${e.getAttribute("class")}`).join(", "));
  }

  // A canvas turns every notation of a colour into numbers.
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const rgba = (colour) => {
    if (!known.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      known.set(colour, [r, g, b, a / 255]);
    }
    return known.get(colour);
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const behind = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const svg = e.namespaceURI.endsWith("/svg") && e.tagName === "g" && e.querySelector(":scope > rect");
      const colour = rgba(svg ? getComputedStyle(svg).fill : getComputedStyle(e).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    const canvasColour = rgba(matchMedia("(prefers-color-scheme: dark)").matches ? "#121212" : "#ffffff");
    return layers.reverse().reduce((under, top) => over(top, under), canvasColour);
  };
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((v) => {
      const s = v / 255;
      return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  let texts = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
    if (["TITLE", "STYLE"].includes(element.tagName.toUpperCase())) continue;
    const style = getComputedStyle(element);
    const svg = element.namespaceURI.endsWith("/svg");
    const ground = behind(element);
    const ink = over(rgba(svg ? style.fill : style.color), ground);
    const [a, b] = [light(ink), light(ground)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    texts += 1;
    if (ratio < (large ? 3 : 4.5)) {
      problems.push(`contrast ${ratio.toFixed(2)}: ${JSON.stringify(node.data.trim().slice(0, 40))}`);
    }
    if (size < 11 && !svg) problems.push(`text of ${size} pixels: ${JSON.stringify(node.data.trim().slice(0, 40))}`);
  }
  return { problems: [...new Set(problems)], texts };
}
