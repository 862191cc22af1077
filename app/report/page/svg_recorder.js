"use strict";

// Records what is drawn on a canvas as SVG: the methods of one 2D context are overlaid, the context
// itself keeps the state (styles, transformation), and each stroke, fill and text becomes an element.

function recordSvg(context, width, height, draw) {
  const root = makeSvg("svg", {xmlns: kSvg, width, height, viewBox: `0 0 ${width} ${height}`});
  const scale = context.canvas.width / width;
  let path = "";
  let clip = null;
  let clips = [];
  let numClips = 0;

  const point = (x, y) => {
    const p = new DOMPoint(x, y).matrixTransform(context.getTransform());
    return `${(p.x / scale).toFixed(2)} ${(p.y / scale).toFixed(2)}`;
  };
  const size = () => {
    const m = context.getTransform();
    return Math.sqrt(Math.abs(m.a * m.d - m.b * m.c)) / scale;
  };
  const add = (tag, attributes, ...children) => {
    if (context.globalAlpha < 1) {
      attributes.opacity = context.globalAlpha;
    }
    if (clip) {
      attributes["clip-path"] = `url(#${clip})`;
    }
    root.append(makeSvg(tag, attributes, ...children));
  };
  const rectangle = (x, y, w, h) =>
    `M${point(x, y)}L${point(x + w, y)}L${point(x + w, y + h)}L${point(x, y + h)}Z`;
  const arc = (x, y, r, a0, a1, backwards) => {
    const steps = Math.max(2, Math.ceil(Math.abs(a1 - a0) / 0.2));
    for (let i = 0; i <= steps; i++) {
      const a = a0 + (backwards ? -1 : 1) * Math.abs(a1 - a0) * i / steps;
      path += (path === "" || path.endsWith("Z") ? "M" : "L") + point(x + r * Math.cos(a), y + r * Math.sin(a));
    }
  };
  const stroke = (d) => add("path", {d, fill: "none", stroke: context.strokeStyle,
    "stroke-width": (context.lineWidth * size()).toFixed(2), "stroke-linejoin": context.lineJoin,
    "stroke-linecap": context.lineCap, "stroke-dasharray": context.getLineDash().join(" ") || null});
  const text = (string, x, y) => {
    const m = context.getTransform();
    const font = /^(?:(italic|normal)\s+)?(?:(bold|normal|\d+)\s+)?([\d.]+)px(?:\/\S+)?\s+(.*)$/.exec(context.font);
    add("text", {
      transform: `matrix(${[m.a, m.b, m.c, m.d].map((v) => (v / scale).toFixed(4)).join(" ")} ${point(x, y)})`,
      fill: context.fillStyle, "font-size": font ? font[3] : 12, "font-family": "sans-serif",
      "font-weight": font && font[2] ? font[2] : "normal",
      "text-anchor": {center: "middle", right: "end", end: "end"}[context.textAlign] || "start",
      "dominant-baseline": {middle: "central", top: "hanging", hanging: "hanging"}[context.textBaseline] || "auto",
    }, string);
  };
  const overlay = {
    beginPath: () => { path = ""; },
    moveTo: (x, y) => { path += "M" + point(x, y); },
    lineTo: (x, y) => { path += (path ? "L" : "M") + point(x, y); },
    bezierCurveTo: (a, b, c, d, e, f) => { path += `C${point(a, b)} ${point(c, d)} ${point(e, f)}`; },
    quadraticCurveTo: (a, b, c, d) => { path += `Q${point(a, b)} ${point(c, d)}`; },
    rect: (x, y, w, h) => { path += rectangle(x, y, w, h); },
    arc,
    closePath: () => { path += "Z"; },
    stroke: () => { if (path) { stroke(path); } },
    fill: () => { if (path) { add("path", {d: path, fill: context.fillStyle}); } },
    fillRect: (x, y, w, h) => add("path", {d: rectangle(x, y, w, h), fill: context.fillStyle}),
    strokeRect: (x, y, w, h) => stroke(rectangle(x, y, w, h)),
    fillText: text,
    save: () => { clips.push(clip); },
    restore: () => { clip = clips.pop() || null; },
    clip: () => {
      clip = `clip${numClips++}`;
      root.append(makeSvg("clipPath", {id: clip}, makeSvg("path", {d: path})));
    },
  };
  for (const [name, record] of Object.entries(overlay)) {
    const method = context[name];
    context[name] = (...values) => {
      record(...values);
      return method.apply(context, values);
    };
  }
  try {
    draw();
  } finally {
    Object.keys(overlay).forEach((name) => delete context[name]);
  }
  return root;
}
