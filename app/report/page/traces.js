"use strict";

// Time courses of everything that was recorded: one card for each population and view.

class TraceCard {
  constructor(entry, group) {
    this.entry = entry;
    this.group = group;  // views of one population and kind, one for each variable
    this.variable = 0;
    this.condition = 0;
    const count = this.view.units.length;
    this.unit = count > 3 ? count - 1 : 0;
    this.figure = new Figure(this.empty());
    this.note = make("p", {class: "note"});
    const menus = make("div", {class: "menus"});
    if (count > 1) {
      menus.append(makeMenu("site", this.view.units.map((unit) => unit.label), this.unit,
        (index) => this.choose({unit: index})));
    }
    if (group.length > 1) {
      menus.append(makeMenu("shown", group.map((view) => view.long_name || view.variable), 0,
        (index) => this.choose({variable: index})));
    }
    this.element = make("section", {class: "card"},
      make("h4", {}, `${this.view.name} `, make("small", {}, this.kind())), menus,
      this.figure.element, this.note);
    whenSeen(this.element, () => this.choose({}));
  }

  get view() {
    return this.group[this.variable];
  }
  kind() {
    return {site: this.view.units.length > 1 ? "sites" : "site", map: "mean over the map", cube: "mean over all units"}[this.view.kind];
  }
  empty() {
    return {name: `${this.entry.name} ${this.view.name}`, xLabel: "", yLabel: "", series: []};
  }

  async choose(change) {
    Object.assign(this, change);
    this.figure.show(await this.makeFigure());
    const unit = this.view.units[this.unit];
    const every = this.view.every > 1
      ? `every ${this.view.every * this.view.interval} ms of a recording at ${this.view.interval} ms` : "";
    const place = Number.isFinite(unit.x) ? `at (${shortNumber(unit.x)}, ${shortNumber(unit.y)})°` : "";
    this.note.textContent = [unit.note, place, every].filter(Boolean).join("; ");
  }

  // Means and bands as they were packed, once for each variable.
  async numbers(view) {
    view.unpacked ??= Promise.all([unpackFloats(view.means), unpackFloats(view.bands)]);
    return view.unpacked;
  }

  async makeFigure() {
    const view = this.view;
    const [means, bands] = await this.numbers(view);
    const length = view.times.length;
    const numConditions = this.entry.traces.conditions.length;
    const series = [];
    const marks = [];
    this.entry.variants.forEach((variant, v) => {
      const index = (v * numConditions + this.condition) * view.units.length + this.unit;
      const one = {label: variant, colour: () => seriesColour(v), dash: seriesDash(v), x: view.times,
        y: means.subarray(index * length, (index + 1) * length)};
      const band = view.banded.indexOf(index);
      if (band >= 0) {
        one.low = bands.subarray(2 * band * length, (2 * band + 1) * length);
        one.high = bands.subarray((2 * band + 1) * length, (2 * band + 2) * length);
      }
      series.push(one);
      if (view.half_peaks[index] !== null && view.variable === "rate") {
        marks.push({x: view.half_peaks[index], colour: one.colour, label: variant});
      }
    });
    return {name: `${this.entry.name} ${view.name} ${view.units[this.unit].label} ${this.entry.traces.conditions[this.condition]}`,
      xLabel: "time from stimulus onset (ms)", yLabel: `${view.variable === "rate" ? "rate" : view.long_name} (${view.unit})`,
      series, marks, hasClock: true,
      xRange: {min: view.times[0], max: view.times[length - 1]}};
  }
}

function makeTraces(entry) {
  const {traces} = entry;
  const groups = new Map();
  for (const view of traces.views) {
    const key = `${view.name}/${view.kind}`;
    groups.set(key, [...(groups.get(key) || []), view]);
  }
  const cards = [...groups.values()].map((group) => new TraceCard(entry, group));
  entry.traceCards = cards;
  const section = make("section", {class: "part"}, make("h3", {}, "Time courses"));
  const menus = make("div", {class: "menus"});
  if (traces.conditions.length > 1) {
    menus.append(makeMenu("condition", traces.conditions, 0,
      (index) => cards.forEach((card) => card.choose({condition: index}))));
  }
  section.append(menus, make("p", {class: "note"},
    "Means over trials. Bands: 95 % bootstrap of the mean, over sites where sites are averaged, else over " +
    "conditions or trials. Triangles: latency to half peak." +
    (entry.maps?.views.length ? " The upright line is the clock of the maps." : "") +
    (traces.left_out ? ` ${traces.left_out} conditions are only in the mean; --condition LABEL puts one in.` : "")));
  section.append(make("div", {class: "cards"}, ...cards.map((card) => card.element)));
  return section;
}
