"use strict";

// Measures with their verdicts, populations in numbers, provenance.

// `columns` are [title, (row) => text or number, kind]; kind "n" stands right-aligned. Columns with
// nothing in them are left out. `notes`, of the same form, stand below the row, unless the row above
// says the same.
function makeTable(name, all, rows, notes = [], csv = null) {
  const columns = all.filter(([, take]) => rows.some((row) => ![undefined, null, ""].includes(take(row))));
  const head = make("tr", {}, ...columns.map(([title, , kind]) => make("th", {class: kind || null}, title)));
  const body = rows.flatMap((row, i) => {
    const cells = make("tr", {}, ...columns.map(([, take, kind, style]) => {
      const value = take(row);
      return make("td", {class: [kind, style?.(row)].filter(Boolean).join(" ") || null},
        typeof value === "number" ? shortNumber(value) : value ?? "");
    }));
    const said = notes.filter(([, take]) => take(row) && !(i && take(rows[i - 1]) === take(row)))
      .map(([title, take]) => make("span", {}, make("b", {}, title), ` ${take(row)}`));
    return said.length ? [cells, make("tr", {class: "remarks"}, make("td", {colspan: columns.length}, ...said))] : [cells];
  });
  csv ??= () => csvText(columns.map(([title]) => title), rows.map((row) => columns.map(([, take]) => take(row) ?? "")));
  return make("div", {class: "table"},
    make("div", {class: "scroll"}, make("table", {}, make("thead", {}, head), make("tbody", {}, ...body))),
    make("span", {class: "exports"}, makeButton("CSV", "copy the table", () => copyText(csv(), name), {"data-export": "csv"})));
}

function verdictClass(row) {
  return row.verdict === "in band" ? "good" : row.verdict ? "bad" : "";
}

function bandText(row) {
  if (!row.band) {
    return "";
  }
  const [low, high] = row.band;
  const band = low === null ? `≤ ${shortNumber(high)}` : high === null ? `≥ ${shortNumber(low)}` : `${shortNumber(low)}\u00a0–\u00a0${shortNumber(high)}`;
  return band + (row.relative_to ? ` of ${row.relative_to}` : "");
}

function valueText(row) {
  const [low, high] = row.interval;
  const interval = low !== null && high !== null ? ` [${shortNumber(low)},\u00a0${shortNumber(high)}]` : "";
  return row.value === null ? "–" : shortNumber(row.value) + interval;
}

// With more variants than this each has a line of its own.
const kMostColumns = 4;

// One line for each quantity and variant.
function longMeasureLines(entry) {
  return entry.measures.map((row, i) => {
    const above = entry.measures[i - 1];
    const isFirst = !above || ["measure", "quantity", "summary"].some((key) => above[key] !== row[key]);
    return {first: row, values: {[row.variant]: row}, target: row.verdict === undefined ? null : row, isFirst};
  });
}

// One line for each quantity, its values under all variants, and one more for each further target.
function measureLines(entry) {
  const lines = new Map();
  for (const row of entry.measures) {
    const key = JSON.stringify([row.measure, row.quantity, row.summary]);
    const line = lines.get(key) || {first: row, values: {}, targets: []};
    line.values[row.variant] ??= row;
    if (row.verdict !== undefined) {
      line.targets.push(row);
    }
    lines.set(key, line);
  }
  const flat = [];
  for (const line of lines.values()) {
    (line.targets.length ? line.targets : [null]).forEach((target, i) => flat.push({...line, target, isFirst: i === 0}));
  }
  return flat;
}

// All rows of the result file, with all digits.
function measureCsv(entry) {
  const titles = ["measure", "quantity", "summary", "count", "unit", "variant", "value", "interval low", "interval high", "published",
    "spread", "n", "band low", "band high", "relative to", "verdict", "hard", "estimator", "source", "reason"];
  const take = {"interval low": (row) => row.interval[0], "interval high": (row) => row.interval[1],
    "band low": (row) => row.band?.[0], "band high": (row) => row.band?.[1], "relative to": (row) => row.relative_to,
    hard: (row) => row.hard ? "yes" : ""};
  return csvText(titles, entry.measures.map((row) => titles.map((title) => (take[title] ? take[title](row) : row[title]) ?? "")));
}

function makeMeasures(entry) {
  const variants = [...new Set(entry.measures.map((row) => row.variant))];
  const isLong = variants.length > kMostColumns;
  const ofTarget = (take) => (line) => line.target ? take(line.target) : "";
  const summary = ({first}) => first.quantity + (first.count > 1 ? `, ${first.summary} of ${first.count}` : "");
  const columns = [
    ["measure", (line) => line.isFirst ? line.first.measure : ""],
    ["quantity", (line) => line.isFirst ? summary(line) : ""],
    ["unit", ({first}) => first.unit === "1" ? "" : first.unit],
    ...isLong ? [["variant", ({first}) => first.variant], ["value", ({first}) => valueText(first), "n"]]
      : variants.map((variant) => [variant, (line) => line.values[variant] ? valueText(line.values[variant]) : "", "n value"]),
    ["held against", isLong ? () => "" : ofTarget((row) => row.variant)],
    ["published", ofTarget((row) => (row.published === null ? "" : shortNumber(row.published)) + (row.spread ? ` (${row.spread})` : ""))],
    ["n", ofTarget((row) => row.n)],
    ["band", ofTarget(bandText)],
    ["verdict", ofTarget((row) => row.verdict + (row.relative_to && row.compared !== null ? ` (${shortNumber(row.compared)})` : "") +
      (row.hard ? ", hard" : "")), "whole", (line) => line.target ? verdictClass(line.target) : ""],
  ];
  const notes = [
    ["estimator", ({first}) => first.estimator],
    ["source", ofTarget((row) => row.source)],
    ["remark", (line) => [...new Set(Object.values(line.values).map((row) => row.reason).filter(Boolean))].join("; ")],
  ];
  const section = make("section", {class: "part"}, make("h3", {}, "Measures"),
    makeTable(`${entry.name} measures`, columns, isLong ? longMeasureLines(entry) : measureLines(entry), notes,
      () => measureCsv(entry)));
  if (entry.plots?.length) {
    section.append(make("div", {class: "cards"}, ...entry.plots.map((plot) => makePlot(entry, plot))));
  }
  return section;
}

// Latencies of measures, as marks on their time courses.
function latencyMarks(entry, plot) {
  return plot.marks.map(({variant, x, label}) =>
    ({x, label, colour: () => seriesColour(Math.max(0, entry.variants.indexOf(variant)))}));
}

function makePlot(entry, plot) {
  const isTime = plot.x_label.startsWith("time");
  const figure = {name: `${entry.name} ${plot.measure}`, xLabel: plot.x_label, yLabel: plot.y_label,
    series: [], slopes: plot.slopes || [], logX: plot.log_x, marks: latencyMarks(entry, plot), hasClock: isTime};
  const shown = new Figure(figure);
  const load = async () => {
    figure.series = await Promise.all(plot.series.map(async (one) => {
      const [x, y, low, high] = await Promise.all([one.x, one.y, one.low, one.high].map((text) => text ? unpackFloats(text) : null));
      const variant = entry.variants.indexOf(one.variant);
      const label = one.variant || "published";
      return {label: label + (one.is_fit ? ", fit" : one.is_reference ? ", held against" : ""), x, y, low, high,
        dashed: one.is_reference || one.is_fit, points: one.is_points, bare: one.is_fit,
        dash: seriesDash(Math.max(0, variant)), follows: one.is_reference || one.is_fit,
        colour: () => variant < 0 ? theme.colour("ink") : seriesColour(variant)};
    }));
    shown.show(figure);
  };
  shown.loaded = load();
  const isCrowded = plot.series.length > kMostNames && plot.series.some((one) => one.is_reference || one.is_fit);
  return make("section", {class: "card"}, make("h4", {}, plot.measure), shown.element,
    ...isCrowded ? [make("p", {class: "note"}, "Short dashes: what each variant is held against, or its fit.")] : []);
}

function populationName(row) {
  return row.area === row.population ? row.area : `${row.area}.${row.population}`;
}

function makeOverview(entry) {
  const columns = [
    ["population", populationName],
    ["view", (row) => row.view],
    ["variant", (row) => row.variant],
    ["baseline", (row) => row.baseline ?? NaN, "n"],
    ["peak", (row) => row.peak ?? NaN, "n"],
    ["half peak (ms)", (row) => row.latency_to_half_peak_ms ?? NaN, "n"],
    ["last 100 ms", (row) => row.sustained ?? NaN, "n"],
    ["unit", (row) => row.unit],
    [`leaves ${entry.reference} (ms)`, (row) => row.divergence ? row.divergence.onset_ms ?? NaN : "", "n"],
    ["by at most", (row) => row.divergence ? row.divergence.peak_size ?? NaN : "", "n"],
  ];
  return make("details", {class: "part"}, make("summary", {}, "Populations in numbers"),
    make("p", {class: "note"}, "Means over conditions, trials and units."),
    makeTable(`${entry.name} populations`, columns, entry.overview));
}

// Tables and curves that a command adds: those of a comparison.
function makeExtras(entry) {
  const section = make("section", {class: "part"});
  for (const {title, note, columns, rows} of entry.tables) {
    const shown = columns.map((name, i) => [name.replace(/^#/, ""),
      (row) => row[i] ?? (name.startsWith("#") ? NaN : ""), name.startsWith("#") ? "n" : ""]);
    section.append(make("h3", {}, title), make("p", {class: "note"}, note), makeTable(`${entry.name} ${title}`, shown, rows));
  }
  if (entry.curves?.length) {
    section.append(make("div", {class: "cards"}, ...entry.curves.map((plot) => makePlot(entry, plot))));
  }
  return section;
}

const kMostNamed = 8;

// Of many populations the first of each area to come apart.
function firstOfAreas(best) {
  const areas = new Map();
  for (const [name, d] of best) {
    const area = name.split(".")[0];
    if (!areas.has(area) || d.onset_ms < areas.get(area)[1].onset_ms) {
      areas.set(area, [name, d]);
    }
  }
  return [...areas.values()];
}

// Where and when the first variant comes apart from the reference, in a few lines.
function leadingSentence(entry) {
  const first = entry.variants.find((variant) => variant !== entry.reference);
  const rows = (entry.overview || []).filter((row) => row.variant === first && row.divergence);
  const best = new Map();
  for (const row of rows) {
    const name = populationName(row);
    if (row.divergence.onset_ms !== null && !(best.get(name)?.peak_size >= row.divergence.peak_size)) {
      best.set(name, {...row.divergence, unit: row.unit});
    }
  }
  if (!rows.length) {
    return "";
  }
  const named = best.size > kMostNamed ? firstOfAreas(best) : [...best];
  const parts = named.map(([name, d]) => `${name} from ${d.onset_ms.toFixed(0)} ms (by at most ${shortNumber(d.peak_size)} ${d.unit})`);
  const more = best.size > named.length ? `; first of its area each, ${best.size - named.length} more populations are in the table below` : "";
  return parts.length ? `${first} leaves ${entry.reference}: ${parts.join(", ")}${more}.` : `${first} never leaves ${entry.reference}.`;
}

function makeProvenance(entry) {
  const parts = entry.provenance.filter(([, text]) => text).map(([key, text, isCut]) =>
    text.includes("\n") || text.length > 120
      ? make("details", {}, make("summary", {}, key), make("pre", {}, text),
        isCut ? make("p", {class: "note"}, "Cut here; the whole text is in the result file.") : null)
      : make("p", {class: "fact"}, make("b", {}, key), " ", text));
  return make("details", {class: "part"}, make("summary", {}, "Provenance"), ...parts);
}
