"use strict";

// The report's content, and numbers out of packed text (app/report/packed.h).

const report = JSON.parse(document.getElementById("data").textContent);

// Failures are kept for whoever checks the page.
const pageState = {errors: [], ready: false};
window.addEventListener("error", (event) => pageState.errors.push(String(event.message)));
window.addEventListener("unhandledrejection", (event) => pageState.errors.push(String(event.reason)));

async function unpackBytes(text) {
  const packed = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// First bytes of all words, then second bytes, ... into words.
function joinPlanes(planes, size) {
  const count = planes.length / size;
  const bytes = new Uint8Array(planes.length);
  for (let plane = 0; plane < size; plane++) {
    for (let i = 0; i < count; i++) {
      bytes[i * size + plane] = planes[plane * count + i];
    }
  }
  return bytes.buffer;
}

async function unpackFloats(text) {
  return new Float32Array(joinPlanes(await unpackBytes(text), 4));
}

async function unpackFrames(text, frameSize) {
  const values = new Uint16Array(joinPlanes(await unpackBytes(text), 2));
  for (let i = frameSize; i < values.length; i++) {
    values[i] += values[i - frameSize];
  }
  return values;
}

// A number with four significant digits, for reading.
function shortNumber(value) {
  if (!Number.isFinite(value)) {
    return "–";
  }
  if (value === 0) {
    return "0";
  }
  const size = Math.abs(value);
  return size >= 1e5 || size < 1e-3 ? value.toExponential(2) : String(Number(value.toPrecision(4)));
}

// Index of the last time that is not after `time`; the first if all are.
function indexAt(times, time) {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle] <= time + 1e-6) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
