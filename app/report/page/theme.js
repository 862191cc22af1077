"use strict";

// Dark and light, and the colours that figures take from them.

const theme = {
  listeners: [],

  isDark() {
    const set = document.documentElement.dataset.theme;
    return set ? set === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  },
  toggle() {
    document.documentElement.dataset.theme = theme.isDark() ? "light" : "dark";
    theme.changed();
  },
  changed() {
    theme.listeners.forEach((listener) => listener());
  },
  colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  },
};
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", theme.changed);

// Colours that stay apart for colour-blind readers (Okabe & Ito 2008), one for each variant.
function seriesColour(index) {
  return theme.colour(`series-${index % 7}`);
}

// With more variants than colours, the next ones have them in dashes.
function seriesDash(index) {
  return [[], [9, 2], [2, 2]][Math.floor(index / 7) % 3];
}

function withAlpha(colour, alpha) {
  const value = parseInt(colour.slice(1), 16);
  return `rgba(${value >> 16}, ${(value >> 8) & 255}, ${value & 255}, ${alpha})`;
}

// Viridis (van der Walt & Smith 2015) and a diverging scale with nothing in the middle.
const kRateStops = ["#440154", "#482878", "#3e4989", "#31688e", "#26828e",
  "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725"];
const kDifferenceStops = {
  light: ["#2166ac", "#67a9cf", "#d1e5f0", "#ffffff", "#fddbc7", "#ef8a62", "#b2182b"],
  dark: ["#a6d8ff", "#4a9fe0", "#1f4f7d", "#16181c", "#7d3a1c", "#e0763c", "#ffd0a6"],
};

function stopColours(stops) {
  return stops.map((stop) => [1, 3, 5].map((i) => parseInt(stop.slice(i, i + 2), 16)));
}

// 256 colours between the stops, as [r, g, b] after one another.
function colourTable(stops) {
  const colours = stopColours(stops);
  const table = new Uint8ClampedArray(3 * 256);
  for (let i = 0; i < 256; i++) {
    const place = i / 255 * (colours.length - 1);
    const k = Math.min(Math.floor(place), colours.length - 2);
    for (let c = 0; c < 3; c++) {
      table[3 * i + c] = colours[k][c] + (place - k) * (colours[k + 1][c] - colours[k][c]);
    }
  }
  return table;
}

function differenceStops() {
  return kDifferenceStops[theme.isDark() ? "dark" : "light"];
}
