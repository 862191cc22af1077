"use strict";

// Curves and points, drawn by Chart.js.
//
// A figure is {name, title, xLabel, yLabel, series, marks, slopes, hasClock}:
//   series  [{label, colour(), dash, x, y, low, high, dashed, points, follows}]
//           follows: drawn for the one before it, and without a name of its own among many
//   marks   [{x, colour(), label}]: latencies, as triangles on the time axis
//   slopes  [{slope, label}]: lines through the origin
//   logX    x at equal ratios

Chart.defaults.font.family = "system-ui, sans-serif";
Chart.defaults.animation = false;

const charts = [];

function toPoints(x, y) {
  return Array.from(x, (value, i) => ({x: value, y: Number.isFinite(y[i]) ? y[i] : null}));
}

// With more curves than this the legend leaves out those that follow others.
const kMostNames = 12;

function isNamed(figure, one) {
  return Boolean(one.label) && !(one.follows && figure.series.length > kMostNames);
}

function datasetsOf(figure) {
  const datasets = [];
  for (const one of figure.series) {
    const colour = one.colour();
    const isNameless = !isNamed(figure, one);
    // `segment` keeps Chart.js from Path2D, which cannot be recorded.
    const base = {isNameless, xs: one.x, parsing: false, segment: {}, spanGaps: false, borderColor: colour,
      backgroundColor: colour, pointHitRadius: 6};
    if (one.low) {
      const band = {...base, label: "", isBand: true, showLine: true, borderWidth: 0, pointRadius: 0,
        pointHitRadius: 0, backgroundColor: withAlpha(colour, 0.18)};
      datasets.push({...band, data: toPoints(one.x, one.low), fill: "+1"},
        {...band, data: toPoints(one.x, one.high)});
    }
    datasets.push({...base, label: one.label, data: toPoints(one.x, one.y), showLine: !one.points,
      borderWidth: one.points ? 0 : 1.6, pointRadius: one.points ? 2.5 : one.x.length < 40 && !one.bare ? 2 : 0,
      borderDash: one.dashed ? [5, 3] : one.dash || [], backgroundColor: one.points ? withAlpha(colour, 0.65) : colour});
  }
  return datasets;
}

function drawMarks(chart, figure) {
  const {ctx, chartArea: area, scales: {x, y}} = chart;
  const line = (x0, y0, x1, y1, colour, width, dash) => {
    ctx.beginPath();
    ctx.setLineDash(dash || []);
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
    ctx.stroke();
    ctx.setLineDash([]);
  };
  ctx.save();
  ctx.beginPath();
  ctx.rect(area.left, area.top, area.right - area.left, area.bottom - area.top + 1);
  ctx.clip();
  for (const {slope, label} of figure.slopes || []) {
    const begin = Math.max(x.min, y.min / slope);
    const end = Math.min(x.max, y.max / slope);
    line(x.getPixelForValue(begin), y.getPixelForValue(begin * slope), x.getPixelForValue(end),
      y.getPixelForValue(end * slope), theme.colour("quiet"), 1, [2, 3]);
    ctx.fillStyle = theme.colour("quiet");
    ctx.font = "11px sans-serif";
    ctx.textAlign = "right";
    ctx.fillText(label, x.getPixelForValue(end) - 3, y.getPixelForValue(end * slope) + 13);
  }
  if (figure.hasClock && clock.times.length) {
    const at = x.getPixelForValue(clock.time);
    line(at, area.top, at, area.bottom, theme.colour("quiet"), 1);
  }
  for (const mark of figure.marks || []) {
    const at = x.getPixelForValue(mark.x);
    ctx.beginPath();
    ctx.fillStyle = mark.colour();
    ctx.moveTo(at, area.bottom - 9);
    ctx.lineTo(at - 4.5, area.bottom);
    ctx.lineTo(at + 4.5, area.bottom);
    ctx.closePath();
    ctx.fill();
    line(at, area.top, at, area.bottom - 9, mark.colour(), 0.7, [1, 4]);
  }
  ctx.restore();
}

// 1, 2 and 5 times the powers of ten have their number beside them.
function ratioTick(value) {
  const digits = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
  return [1, 2, 5].some((round) => Math.abs(digits - round) < 1e-6) ? shortNumber(value) : "";
}

function optionsOf(figure) {
  const ink = theme.colour("ink");
  const grid = theme.colour("line");
  const axis = (label, rest) => ({type: "linear", title: {display: Boolean(label), text: label, color: ink},
    ticks: {color: ink, maxTicksLimit: 8}, grid: {color: grid, borderColor: ink, tickColor: ink}, ...rest});
  return {
    responsive: true, maintainAspectRatio: false, normalized: true,
    interaction: {mode: "nearest", axis: "xy", intersect: false},
    scales: {
      x: axis(figure.xLabel, figure.logX ? {type: "logarithmic", ticks: {color: ink, callback: ratioTick}} : figure.xRange || {}),
      y: axis(figure.yLabel, {beginAtZero: true}),
    },
    plugins: {
      legend: {display: figure.series.some((one) => one.label), maxHeight: 1000, labels: {color: ink, boxWidth: 18, boxHeight: 1,
        filter: (item, data) => !data.datasets[item.datasetIndex].isBand && !data.datasets[item.datasetIndex].isNameless},
        onClick: (event, item, legend) => toggleSeries(legend.chart, item.datasetIndex)},
      title: {display: Boolean(figure.title), text: figure.title, color: ink, align: "start"},
      tooltip: {filter: (item) => !item.dataset.isBand,
        callbacks: {label: (item) => `${item.dataset.label} (${shortNumber(item.parsed.x)}, ${shortNumber(item.parsed.y)})`}},
    },
  };
}

// A curve with its band, which stands before it, and those that follow it.
function toggleSeries(chart, index) {
  const shown = !chart.isDatasetVisible(index);
  chart.setDatasetVisibility(index, shown);
  for (let i = index - 1; i >= index - 2 && i >= 0 && chart.data.datasets[i].isBand; i--) {
    chart.setDatasetVisibility(i, shown);
  }
  for (let i = index + 1; chart.data.datasets[i]?.isNameless; i++) {
    chart.setDatasetVisibility(i, shown);
  }
  chart.update();
}

// Long form: one row for each point, so that series need not share their x.
function figureCsv(figure) {
  const header = ["series", figure.xLabel, figure.yLabel];
  const has_band = figure.series.some((one) => one.low);
  if (has_band) {
    header.push("band low", "band high");
  }
  const rows = [];
  for (const one of figure.series) {
    for (let i = 0; i < one.x.length; i++) {
      const row = [one.label, exact(one.x[i]), exact(one.y[i])];
      if (has_band) {
        row.push(...(one.low ? [exact(one.low[i]), exact(one.high[i])] : ["", ""]));
      }
      rows.push(row);
    }
  }
  return csvText(header, rows);
}

// Lines that the legend takes beyond two, at a width of so many pixels.
function extraLegendLines(figure, width) {
  let lines = 1;
  let used = 0;
  for (const {label} of figure.series.filter((one) => isNamed(figure, one))) {
    const wanted = 7 * label.length + 34;
    if (used + wanted > width) {
      lines++;
      used = 0;
    }
    used += wanted;
  }
  return Math.max(0, lines - 2);
}

class Figure {
  // `figure` may be replaced later by show().
  constructor(figure, height = 230) {
    this.figure = figure;
    this.height = height;
    this.canvas = make("canvas", {role: "img", "aria-label": figure.name});
    this.box = make("div", {class: "chart", style: `height:${height}px`}, this.canvas);
    this.element = make("figure", {}, this.box,
      exportButtons(figure.name, () => this.csv(), () => this.svg()));
    charts.push(this);
    whenSeen(this.element, () => this.draw());
  }

  draw() {
    this.chart?.destroy();
    // A legend of many names makes the figure taller, not its axes smaller.
    this.box.style.height = `${this.height + 22 * extraLegendLines(this.figure, this.box.clientWidth)}px`;
    this.chart = new Chart(this.canvas, {
      type: "scatter", data: {datasets: datasetsOf(this.figure)}, options: optionsOf(this.figure),
      plugins: [{id: "marks", afterDatasetsDraw: (chart) => drawMarks(chart, this.figure)}],
    });
  }

  show(figure) {
    this.figure = figure;
    if (this.chart) {
      this.draw();
    }
  }

  csv() {
    return figureCsv(this.figure);
  }

  async svg() {
    if (!this.chart) {
      this.draw();
    }
    const {chart} = this;
    const svg = recordSvg(chart.ctx, chart.width, chart.height, () => chart.draw());
    svg.prepend(makeSvg("rect", {width: chart.width, height: chart.height, fill: theme.colour("paper")}));
    return {text: new XMLSerializer().serializeToString(svg), width: chart.width, height: chart.height};
  }
}

function listenForCharts() {
  theme.listeners.push(() => charts.filter((one) => one.chart).forEach((one) => one.draw()));
  clock.listeners.push(() => {
    charts.filter((one) => one.chart && one.figure.hasClock).forEach((one) => one.chart.draw());
  });
}
