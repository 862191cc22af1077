"use strict";

// Activity over time: a variant, another one and their difference side by side, for every area that
// was recorded, with what was shown.

const kNoCode = 65535;
const kHighestCode = 65534;

// One field on a canvas: pixels, the outline of the stimulus, a scale bar, the chosen pixel.
class MapCanvas {
  constructor(panel, label) {
    this.panel = panel;
    const {x, y} = panel.view;
    this.canvas = make("canvas", {class: "map", tabindex: 0, role: "img", "aria-label": label,
      style: `aspect-ratio:${x.length}/${y.length}`,
      onclick: (event) => this.clicked(event), onkeydown: (event) => this.pressed(event)});
    this.pixels = make("canvas", {width: x.length, height: y.length});
    this.title = make("div", {class: "map-title"}, label);
    this.bar = make("div", {class: "colour-bar"}, make("span"), make("i"), make("span"));
    this.element = make("div", {class: "map-cell"}, this.title, this.canvas, this.bar);
  }

  clicked(event) {
    const box = this.canvas.getBoundingClientRect();
    const {x, y} = this.panel.view;
    const ix = Math.floor((event.clientX - box.left) / box.width * x.length);
    const iy = y.length - 1 - Math.floor((event.clientY - box.top) / box.height * y.length);
    this.panel.choosePixel(ix, iy);
  }
  pressed(event) {
    const steps = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]};
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      const [ix, iy] = this.panel.pixel();
      this.panel.choosePixel(ix + step[0], iy + step[1]);
    }
  }

  // `share` gives for a pixel its place on the scale, 0 to 1, or NaN.
  draw(share, table) {
    const {x, y} = this.panel.view;
    const context = this.pixels.getContext("2d");
    const image = context.createImageData(x.length, y.length);
    for (let row = 0; row < y.length; row++) {
      for (let column = 0; column < x.length; column++) {
        const value = share((y.length - 1 - row) * x.length + column);
        const at = 4 * (row * x.length + column);
        const colour = 3 * Math.round(255 * clamp(value, 0, 1));
        image.data.set(Number.isFinite(value) ? [table[colour], table[colour + 1], table[colour + 2], 255] : [0, 0, 0, 0], at);
      }
    }
    context.putImageData(image, 0, 0);
    this.compose();
  }

  compose() {
    const width = Math.max(1, Math.round(this.canvas.clientWidth * devicePixelRatio));
    const height = Math.max(1, Math.round(this.canvas.clientHeight * devicePixelRatio));
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    this.paint(this.canvas.getContext("2d"), width, height);
  }

  paint(context, width, height) {
    const {x, y} = this.panel.view;
    context.imageSmoothingEnabled = false;
    context.clearRect(0, 0, width, height);
    context.drawImage(this.pixels, 0, 0, width, height);
    const px = (deg) => (deg - x[0] + this.panel.step / 2) / (this.panel.step * x.length) * width;
    const py = (deg) => height - (deg - y[0] + this.panel.step / 2) / (this.panel.step * y.length) * height;
    this.panel.owner.stimulus?.outline(context, px, py);
    const [ix, iy] = this.panel.pixel();
    context.lineWidth = Math.max(1, width / 160);
    for (const [colour, grow] of [["#000", 2], ["#fff", 0]]) {
      context.strokeStyle = colour;
      const half = Math.max(width / x.length, 8) / 2 + grow / 2;
      context.strokeRect(px(x[ix]) - half, py(y[iy]) - half, 2 * half, 2 * half);
    }
    this.drawScaleBar(context, width, height);
  }

  drawScaleBar(context, width, height) {
    const field = this.panel.step * this.panel.view.x.length;
    const length = [10, 5, 2, 1, 0.5, 0.2, 0.1].find((deg) => deg <= field / 4 * 1.001) || field / 4;
    const size = length / field * width;
    const thick = Math.max(2, height / 90);
    // Dark on the pale ground of differences by day, else light.
    const isPale = this === this.panel.maps[2] && !theme.isDark();
    const [front, back] = isPale ? ["#000", "#fff"] : ["#fff", "#000"];
    context.fillStyle = back;
    context.fillRect(width - size - 3 * thick - 1, height - 4 * thick - 1, size + 2, thick + 2);
    context.fillStyle = front;
    context.fillRect(width - size - 3 * thick, height - 4 * thick, size, thick);
    const text = [`${length}°`, width - size - 3 * thick - 4 * devicePixelRatio, height - 2.5 * thick];
    context.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
    context.textAlign = "right";
    context.lineWidth = 2.5 * devicePixelRatio;
    context.lineJoin = "round";
    context.strokeStyle = back;
    context.strokeText(...text);
    context.fillText(...text);
    this.canvas.title = `click: time course of a pixel; bar: ${length}°`;
  }

  showBar(low, middle, high, stops) {
    const [left, gradient, right] = this.bar.children;
    left.textContent = low;
    right.textContent = high;
    gradient.style.background = `linear-gradient(to right, ${stops.join(",")})`;
    gradient.textContent = middle;
  }
}

// One area: three maps and the time course of a pixel.
class MapPanel {
  constructor(owner, view, index) {
    this.owner = owner;
    this.view = view;
    this.index = index;
    this.step = view.x.length > 1 ? view.x[1] - view.x[0] : view.y.length > 1 ? view.y[1] - view.y[0] : 1;
    this.cells = {};
    this.maps = ["first", "second", "difference"].map((name) => new MapCanvas(this, name));
    const isAlone = owner.entry.variants.length === 1;
    this.trace = new Figure({name: view.name, xLabel: "", yLabel: "", series: []}, 190);
    const [nx, ny, frames] = view.recorded;
    const parts = [];
    if (view.block > 1) {
      parts.push(`each pixel the mean of ${view.block} × ${view.block} of ${nx} × ${ny}`);
    }
    if (view.every > 1) {
      parts.push(`every ${view.every}. of ${frames} frames`);
    }
    parts.push("16 bit");
    this.element = make("section", {class: "card map-row"},
      make("h4", {}, `${view.name} `, make("small", {}, view.kind === "cube" ? "mean over channels" : "")),
      make("div", {class: isAlone ? "map-grid single" : "map-grid"},
        ...this.maps.slice(0, isAlone ? 1 : 3).map((map) => map.element), this.trace.element),
      make("p", {class: "note"}, parts.join("; ")));
  }

  value(code) {
    return code === kNoCode ? NaN : this.view.low + code * (this.view.high - this.view.low) / kHighestCode;
  }
  frameSize() {
    return this.view.x.length * this.view.y.length;
  }
  frame() {
    return indexAt(this.view.times, clock.time);
  }
  // Column and row of the chosen place.
  pixel() {
    const {x, y} = this.view;
    const nearest = (values, wanted) => values.reduce((best, value, i) =>
      Math.abs(value - wanted) < Math.abs(values[best] - wanted) ? i : best, 0);
    return [nearest(x, this.owner.place[0]), nearest(y, this.owner.place[1])];
  }

  // The nearest one, where there is none.
  choosePixel(ix, iy) {
    const {x, y} = this.view;
    this.owner.choosePlace(x[clamp(ix, 0, x.length - 1)], y[clamp(iy, 0, y.length - 1)]);
  }

  async load() {
    const {owner, view} = this;
    const numConditions = owner.maps.conditions.length;
    const condition = owner.condition;
    const loaded = await Promise.all(owner.entry.variants.map((_, v) =>
      unpackFrames(view.codes[v * numConditions + condition], this.frameSize())));
    if (condition === owner.condition) {
      this.codes = loaded;
    }
  }

  // The largest absolute difference of the two variants, over all frames.
  findLargest() {
    const [a, b] = [this.codes[this.owner.first], this.codes[this.owner.second]];
    let largest = 0;
    for (let i = 0; i < a.length; i++) {
      if (a[i] !== kNoCode && b[i] !== kNoCode) {
        largest = Math.max(largest, Math.abs(a[i] - b[i]));
      }
    }
    this.largest = largest * (this.view.high - this.view.low) / kHighestCode;
  }

  // Values of a frame: of the first variant, the second, and their difference.
  shown(which) {
    const at = this.frame() * this.frameSize();
    const [a, b] = [this.codes[this.owner.first], this.codes[this.owner.second]];
    return Float64Array.from({length: this.frameSize()}, (_, i) => {
      const [p, q] = [a[at + i], b[at + i]];
      return which === 0 ? this.value(p) : which === 1 ? this.value(q) : this.value(p) - this.value(q);
    });
  }

  prepare() {
    const {variants} = this.owner.entry;
    this.findLargest();
    const {low, high, unit} = this.view;
    const names = [variants[this.owner.first], variants[this.owner.second]];
    [...names, `${names[0]} − ${names[1]}`].forEach((name, i) => {
      this.maps[i].title.textContent = name;
      this.maps[i].canvas.setAttribute("aria-label", `${this.view.name}, ${name}`);
    });
    this.maps[0].showBar(shortNumber(low), "", `${shortNumber(high)} ${unit}`, kRateStops);
    this.maps[1].showBar(shortNumber(low), "", `${shortNumber(high)} ${unit}`, kRateStops);
    const limit = shortNumber(Number(this.largest.toPrecision(3)));
    this.maps[2].showBar(this.largest ? `−${limit}` : "no difference", this.largest ? "0" : "",
      this.largest ? `+${limit} ${unit}` : "", differenceStops());
    this.showTrace();
  }

  draw() {
    if (!this.codes) {
      return;
    }
    const {low, high} = this.view;
    for (const which of [0, 1, 2]) {
      const values = this.shown(which);
      const share = which < 2 ? (i) => (values[i] - low) / (high - low)
        : (i) => Number.isFinite(values[i]) ? 0.5 + (this.largest ? values[i] / this.largest / 2 : 0) : NaN;
      this.maps[which].draw(share, colourTable(which < 2 ? kRateStops : differenceStops()));
    }
  }

  pixelCourse(variant) {
    const [ix, iy] = this.pixel();
    const at = iy * this.view.x.length + ix;
    return this.view.times.map((_, t) => this.value(this.codes[variant][t * this.frameSize() + at]));
  }

  showTrace() {
    const {owner, view} = this;
    const [ix, iy] = this.pixel();
    const place = `(${shortNumber(view.x[ix])}, ${shortNumber(view.y[iy])})°`;
    this.trace.show({name: `${owner.entry.name} ${view.name} pixel at ${place}`, title: `at ${place}`,
      xLabel: "time from stimulus onset (ms)", yLabel: `rate (${view.unit})`, hasClock: true,
      xRange: {min: view.times[0], max: view.times[view.times.length - 1]},
      series: owner.entry.variants.map((variant, v) => ({label: variant, colour: () => seriesColour(v),
        dash: seriesDash(v), x: view.times, y: this.pixelCourse(v)}))});
  }
}

// All maps of one result.
class MapPlayer {
  constructor(entry) {
    this.entry = entry;
    this.maps = entry.maps;
    this.condition = 0;
    const {variants, reference} = entry;
    this.second = Math.max(0, variants.indexOf(reference));
    this.first = variants.findIndex((_, v) => v !== this.second);
    if (this.first < 0) {
      this.first = this.second;
    }
    this.place = this.startingPlace();
    this.stimulus = entry.stimuli ? new StimulusView(this) : null;
    this.panels = this.maps.views.map((view, i) => new MapPanel(this, view, i));
    this.element = this.makeElement();
    this.drawSoon = () => {
      this.waiting ??= requestAnimationFrame(() => {
        this.waiting = null;
        this.draw();
      });
    };
    whenSeen(this.element, () => this.start());
  }

  start() {
    this.started = true;
    clock.listeners.push(this.drawSoon);
    theme.listeners.push(() => this.refresh());
    new ResizeObserver(this.drawSoon).observe(this.element);
    return this.load();
  }

  // The first recorded site, else the middle of the field.
  startingPlace() {
    for (const view of this.entry.traces.views) {
      for (const unit of view.units) {
        if (Number.isFinite(unit.x)) {
          return [unit.x, unit.y];
        }
      }
    }
    const {x, y} = this.maps.views[0];
    return [x[x.length >> 1], y[y.length >> 1]];
  }

  makeElement() {
    const {entry, maps} = this;
    const menus = make("div", {class: "menus"});
    const choose = (key) => (index) => {
      this[key] = index;
      this.load();
    };
    menus.append(makeMenu("condition", maps.conditions, 0, choose("condition")));
    if (entry.variants.length > 1) {
      menus.append(makeMenu("variant", entry.variants, this.first, choose("first")),
        makeMenu("against", entry.variants, this.second, choose("second")));
    }
    if (this.stimulus) {
      menus.append(make("label", {class: "menu"}, make("span", {}, "outline of the stimulus"),
        make("input", {type: "checkbox", checked: true, onchange: (event) => {
          this.stimulus.isOutlined = event.target.checked;
          this.draw();
        }})));
    }
    const left_out = maps.total - maps.conditions.length;
    const note = make("p", {class: "note"}, "One scale for each population, for all variants and conditions. Click a pixel, or move " +
        "with the arrow keys, for its time course." + (left_out ? ` Maps of ${maps.conditions.length} of ${maps.total} conditions; ` +
        "write the report with --condition LABEL to choose others." : ""));
    return make("section", {class: "part"}, make("h3", {}, "Activity over time"),
      make("div", {class: "map-head"}, this.stimulus?.element, make("div", {}, menus, note)),
      make("div", {class: "map-rows"}, ...this.panels.map((panel) => panel.element)));
  }

  async load() {
    await Promise.all([this.stimulus?.load(), ...this.panels.map((panel) => panel.load())]);
    this.refresh();
  }
  refresh() {
    this.panels.forEach((panel) => panel.codes && panel.prepare());
    this.draw();
  }
  draw() {
    this.stimulus?.draw();
    this.panels.forEach((panel) => panel.draw());
  }
  choosePlace(x, y) {
    this.place = [x, y];
    this.panels.forEach((panel) => panel.codes && panel.showTrace());
    this.draw();
  }
}
