"use strict";

// The page from its content.

function makeHead() {
  const [passed, count] = report.entries.reduce((sum, entry) => [sum[0] + entry.hard[0], sum[1] + entry.hard[1]], [0, 0]);
  const head = make("header", {},
    make("div", {class: "corner"},
      makeButton("◐", "dark or light (t)", theme.toggle, {id: "theme"}),
      makeButton("?", "keys", () => document.getElementById("keys").showModal())),
    make("h1", {}, report.title));
  if (count) {
    head.append(make("p", {class: passed === count ? "good" : "bad"}, `${passed} of ${count} hard targets are in their bands.`));
  }
  const failed = report.entries.flatMap((entry) => entry.measures.filter((row) => row.hard && row.verdict !== "in band")
    .map((row) => `${entry.name}: ${row.measure}.${row.quantity}, ${row.variant}: ${valueText(row)}, band ${bandText(row)}`));
  if (failed.length) {
    head.append(make("details", {open: true}, make("summary", {}, "Hard targets outside their bands"),
      make("ul", {}, ...failed.map((text) => make("li", {}, text)))));
  }
  if (report.entries.length > 1) {
    head.append(make("nav", {}, ...report.entries.map((entry, i) => make("a", {href: `#entry-${i}`},
      entry.title, entry.hard[1] ? ` (${entry.hard[0]}/${entry.hard[1]})` : entry.fault ? " (not run)" : ""))));
  }
  return head;
}

function makeFacts(entry) {
  const list = make("p", {class: "facts"});
  for (const [name, text] of entry.facts || []) {
    list.append(make("span", {}, make("b", {}, name), " ", text));
  }
  return list;
}

function makeEntry(entry, index) {
  const article = make("article", {id: `entry-${index}`});
  if (report.entries.length > 1 || entry.title !== report.title) {
    article.append(make("h2", {}, entry.title));
  }
  if (entry.cites) {
    article.append(make("p", {class: "cites"}, entry.cites));
  }
  if (entry.fault) {
    article.append(make("p", {class: "bad"}, entry.fault));
    return article;
  }
  if (!entry.complete) {
    article.append(make("p", {class: "bad"}, "The run is not complete: means are over what is finished."));
  }
  for (const text of [entry.notes, entry.scaled && `Shown at another scale than published: ${entry.scaled}`, ...entry.faults]) {
    if (text) {
      article.append(make("p", {class: "note lines"}, text));
    }
  }
  if (entry.link) {
    article.append(make("p", {}, make("a", {href: entry.link}, "maps, time courses and wiring")));
  }
  article.append(makeFacts(entry));
  const leading = leadingSentence(entry);
  if (leading) {
    article.append(make("p", {class: "leading"}, leading));
  }
  if (entry.tables) {
    article.append(makeExtras(entry));
  }
  if (entry.measures.length) {
    article.append(makeMeasures(entry));
  }
  if (entry.maps?.views.length) {
    entry.player = new MapPlayer(entry);
    article.append(entry.player.element);
  }
  if (entry.traces) {
    article.append(makeTraces(entry));
  }
  if (entry.overview) {
    article.append(makeOverview(entry));
  }
  if (entry.wiring) {
    entry.wiringView = new WiringView(entry);
    article.append(entry.wiringView.element);
  }
  if (entry.provenance) {
    article.append(makeProvenance(entry));
  }
  return article;
}

function makeKeys() {
  const keys = [["space", "play or stop"], ["← →", "one frame back or on; with shift ten"], ["Home End", "first and last frame"],
    ["arrows in a map", "another pixel"], ["t", "dark or light"]];
  const dialog = make("dialog", {id: "keys"}, make("h3", {}, "Keys"));
  for (const [key, text] of keys) {
    dialog.append(make("p", {}, make("kbd", {}, key), " ", text));
  }
  dialog.append(makeButton("close", "", () => dialog.close()));
  return dialog;
}

function setUpClock() {
  const times = new Set(report.entries.flatMap((entry) => entry.maps?.views.flatMap((view) => view.times) || []));
  clock.times = [...times].sort((a, b) => a - b);
  if (clock.times.length) {
    document.body.append(makeClockBar());
    clock.set(clock.times[indexAt(clock.times, Math.min(200, clock.times[clock.times.length - 1] / 2))]);
  }
  listenToKeys();
}

function start() {
  document.title = report.title;
  document.getElementById("report").append(makeHead(), ...report.entries.map(makeEntry));
  document.body.append(makeKeys(), make("div", {id: "notice", role: "status"}));
  listenForCharts();
  setUpClock();
  watchRun();
  pageState.ready = true;
}

start();

// For tests, and for whoever wants to look from the console.
window.ventral = {report, pageState, clock, charts, theme};
