"use strict";

// A report that grows while its run goes on: only pages that `ventral run --watch` serves on this
// machine ask for anything, and only the run itself.

const kAskEveryMs = 1000;
const kReloadAfterMs = 4000;

function watchRun() {
  if (report.watched_cells === undefined || !location.protocol.startsWith("http")) {
    return;
  }
  const bar = make("progress", {max: 1, value: 0});
  const text = make("span", {}, "waiting for the run");
  const line = make("p", {id: "run-state"}, bar, " ", text);
  document.querySelector("header").append(line);
  const began = Date.now();
  const ask = async () => {
    try {
      const state = await (await fetch("/state")).json();
      bar.value = state.share;
      text.textContent = state.text || "settling";
      const isIdle = !clock.playing && Date.now() - began > kReloadAfterMs;
      if (state.finished !== report.watched_cells && isIdle) {
        sessionStorage.setItem("place", String(scrollY));
        location.reload();
        return;
      }
      setTimeout(ask, kAskEveryMs);
    } catch {
      text.textContent = "the run is over: its report stands beside its result";
    }
  };
  ask();
  scrollTo(0, Number(sessionStorage.getItem("place") || 0));
}
