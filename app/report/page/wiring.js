"use strict";

// The network as boxes and arrows, and what a variant does to it.

const kClassSeries = {feedforward: 2, local: 3, lateral: 1, feedback: 0};

// "off", "× 0.4", "off 100–500 ms"; empty where nothing is changed.
function lesionText(lesions) {
  return lesions.map(({factor, begin, end}) => (factor === 0 ? "off" : `× ${shortNumber(factor)}`) +
    (begin === null && end === null ? "" : ` ${begin ?? "…"}–${end ?? "…"} ms`)).join(", ");
}

function isOff(lesions) {
  return lesions.some(({factor, begin, end}) => factor === 0 && begin === null && end === null);
}

class WiringView {
  constructor(entry) {
    this.entry = entry;
    this.wiring = entry.wiring;
    this.variant = Math.max(0, this.wiring.variants.findIndex((variant) => variant.name === entry.variants[0]));
    this.box = make("div", {class: "scroll wiring"});
    this.note = make("p", {class: "note"});
    this.element = make("details", {class: "part", open: true}, make("summary", {}, `Wiring of ${this.wiring.model}`),
      make("div", {class: "menus"}, makeMenu("variant", this.wiring.variants.map((variant) => variant.name), this.variant, (index) => {
        this.variant = index;
        this.draw();
      }), this.legend()), this.box, this.note,
      exportButtons(`${entry.name} wiring`, () => this.csv(), () => this.picture()));
    whenSeen(this.element, () => this.draw());
    theme.listeners.push(() => this.draw());
  }

  legend() {
    return make("span", {class: "legend"}, ...Object.entries(kClassSeries).map(([name, index]) =>
      make("span", {}, make("i", {style: `background:var(--series-${index})`}), name)), make("span", {}, "dashed: gain, pool or output"));
  }

  draw() {
    this.box.replaceChildren(this.svg());
    const {projections, populations} = this.wiring.variants[this.variant];
    const cut = projections.filter(isOff).length;
    const scaled = [...projections, ...populations].filter((lesions) => lesions.length && !isOff(lesions)).length;
    const silent = populations.filter(isOff).length;
    this.note.textContent = [cut ? `${cut} of ${projections.length} projections are off (pale)` : "",
      silent ? `${silent} populations are silenced` : "", scaled ? `${scaled} scaled, or for a time: see the labels` : ""]
      .filter(Boolean).join("; ") || "Nothing is switched off.";
  }

  svg() {
    const {wiring} = this;
    const {width, height} = wiring;
    const {projections, populations} = wiring.variants[this.variant];
    const svg = makeSvg("svg", {xmlns: kSvg, viewBox: `0 0 ${width} ${height}`, width, height, role: "img",
      "aria-label": "wiring diagram", "font-family": "system-ui, sans-serif"});
    wiring.arrows.forEach((arrow, i) => svg.append(this.arrow(arrow, projections[i])));
    wiring.boxes.forEach((box, i) => svg.append(this.boxOf(box, populations[i])));
    for (const {text, x, y} of wiring.headings) {
      svg.append(makeSvg("text", {x, y, "font-size": 13, "font-weight": "bold", fill: theme.colour("ink")}, text));
    }
    return svg;
  }

  arrow(arrow, lesions) {
    const off = isOff(lesions);
    const colour = off ? theme.colour("line") : seriesColour(kClassSeries[arrow.class]);
    const c = arrow.control;
    const [x, y] = [c[6], c[7]];
    const length = Math.hypot(x - c[4], y - c[5]) || 1;
    const [dx, dy] = [(x - c[4]) / length, (y - c[5]) / length];
    const head = `${x},${y} ${x - 7 * dx + 3 * dy},${y - 7 * dy - 3 * dx} ${x - 7 * dx - 3 * dy},${y - 7 * dy + 3 * dx}`;
    const text = lesionText(lesions);
    const group = makeSvg("g", {"data-projection": arrow.name, "data-off": off ? "yes" : null, opacity: off ? 0.7 : 0.85},
      makeSvg("title", {}, `${arrow.name}: ${arrow.class}, ${arrow.port}, ${shortNumber(arrow.delay)} ms` + (text ? `, ${text}` : "")),
      makeSvg("path", {d: `M${c[0]} ${c[1]}C${c.slice(2).join(" ")}`, fill: "none", stroke: colour, "stroke-width": off ? 1 : 1.3,
        "stroke-dasharray": arrow.port === "drive" ? null : "4 2.5"}),
      makeSvg("polygon", {points: head, fill: colour}));
    if (text && !off) {
      const middle = (i) => (c[i] + 3 * c[i + 2] + 3 * c[i + 4] + c[i + 6]) / 8;
      group.append(makeSvg("text", {x: middle(0), y: middle(1) - 3, "font-size": 10, "text-anchor": "middle",
        fill: theme.colour("ink"), stroke: theme.colour("paper"), "stroke-width": 3, "paint-order": "stroke"}, text));
    }
    return group;
  }

  boxOf({name, full_name: fullName, note, box: [x, y, width, height]}, lesions) {
    const text = lesionText(lesions);
    const off = isOff(lesions);
    return makeSvg("g", {"data-population": fullName, opacity: off ? 0.45 : 1},
      makeSvg("title", {}, fullName + (text ? `: ${text}` : "")),
      makeSvg("rect", {x, y, width, height, rx: 3, fill: theme.colour("panel"), stroke: theme.colour(text ? "bad" : "quiet"),
        "stroke-width": text ? 2 : 1, "stroke-dasharray": off ? "5 3" : null}),
      makeSvg("text", {x: x + 7, y: y + 15, "font-size": 11, "font-weight": "bold", fill: theme.colour("ink")}, name),
      makeSvg("text", {x: x + 7, y: y + 28, "font-size": 9.5, fill: theme.colour(text ? "bad" : "quiet")}, text || note));
  }

  csv() {
    const {arrows, boxes, variants} = this.wiring;
    return csvText(["projection", "from", "to", "class", "port", "delay (ms)", ...variants.map((variant) => variant.name)],
      arrows.map((arrow, i) => [arrow.name, boxes[arrow.from].full_name, boxes[arrow.to].full_name, arrow.class, arrow.port,
        arrow.delay, ...variants.map((variant) => lesionText(variant.projections[i]) || "on")]));
  }

  async picture() {
    const {width, height} = this.wiring;
    const svg = this.svg();
    svg.prepend(makeSvg("rect", {width, height, fill: theme.colour("paper")}));
    return {text: new XMLSerializer().serializeToString(svg), width, height};
  }
}
