"use strict";

// One clock for all maps of the page, and its bar: play, slider, time.

const clock = {
  time: 0,
  times: [],       // of all frames on the page
  slowdown: 5,     // how many times slower than the experiment
  playing: false,
  listeners: [],   // get the time in ms

  index() {
    return indexAt(clock.times, clock.time);
  },
  set(time) {
    clock.time = time;
    clock.listeners.forEach((listener) => listener(time));
  },
  setIndex(index) {
    const last = clock.times.length - 1;
    clock.set(clock.times[clamp(index, 0, last)]);
  },
  play() {
    clock.playing = !clock.playing;
    if (clock.playing && clock.index() === clock.times.length - 1) {
      clock.setIndex(0);
    }
    let before = performance.now();
    const step = (now) => {
      if (!clock.playing) {
        return;
      }
      const next = clock.time + (now - before) / clock.slowdown;
      before = now;
      const last = clock.times[clock.times.length - 1];
      clock.playing = next < last;
      clock.set(Math.min(next, last));
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
    clock.set(clock.time);
  },
};

const kSlowdowns = [1, 2, 5, 10, 20];

function makeClockBar() {
  const slider = make("input", {type: "range", id: "clock", min: 0, max: clock.times.length - 1,
    step: 1, "aria-label": "time", oninput: () => clock.setIndex(Number(slider.value))});
  const play = makeButton("▶", "play or stop (space)", clock.play, {id: "play"});
  const shown = make("output", {id: "time"});
  const speed = makeMenu("slower by", kSlowdowns.map((s) => `${s}×`), kSlowdowns.indexOf(clock.slowdown),
    (index) => { clock.slowdown = kSlowdowns[index]; });
  clock.listeners.push((time) => {
    slider.value = clock.index();
    shown.textContent = `${time.toFixed(0)} ms`;
    slider.setAttribute("aria-valuetext", shown.textContent);
    play.textContent = clock.playing ? "❚❚" : "▶";
  });
  return make("div", {id: "clock-bar"}, play, slider, shown, speed);
}

// Space plays, arrows step, Home and End go to the ends, unless a control has the focus.
function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    const tag = event.target.tagName;
    if (event.ctrlKey || event.altKey || event.metaKey || ["SELECT", "TEXTAREA"].includes(tag)) {
      return;
    }
    const actions = {
      "ArrowLeft": () => clock.setIndex(clock.index() - (event.shiftKey ? 10 : 1)),
      "ArrowRight": () => clock.setIndex(clock.index() + (event.shiftKey ? 10 : 1)),
      "Home": () => clock.setIndex(0),
      "End": () => clock.setIndex(clock.times.length - 1),
      " ": clock.play,
    };
    const isOwn = (tag === "INPUT" && event.key !== " ") || (event.key === " " && tag === "BUTTON") ||
      (event.key === " " && tag === "SUMMARY") || (tag === "CANVAS" && event.key.startsWith("Arrow"));
    if (event.key === "t") {
      theme.toggle();
    } else if (actions[event.key] && clock.times.length && !isOwn) {
      event.preventDefault();
      actions[event.key]();
    }
  });
}
