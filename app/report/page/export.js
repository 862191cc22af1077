"use strict";

// Numbers as CSV, figures as files.

function csvField(value) {
  if (typeof value === "number") {
    return Number.isFinite(value) ? String(value) : "";
  }
  let text = String(value);
  // A spreadsheet takes these for a formula.
  if (/^[=+\-@\t\r]/.test(text)) {
    text = "'" + text;
  }
  return /[",\n\r]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
}

function csvText(header, rows) {
  return [header, ...rows].map((row) => row.map(csvField).join(",")).join("\n") + "\n";
}

// float32 as the shortest number that is the same float32.
function exact(value) {
  if (!Number.isFinite(value)) {
    return value;
  }
  for (let digits = 6; digits <= 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) {
      return short;
    }
  }
  return value;
}

async function copyText(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", {class: "aside"});
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  tell(`${what} copied as CSV`);
}

function fileName(name, suffix) {
  return name.replace(/[^\p{L}\p{N}._-]+/gu, "_").slice(0, 80) + suffix;
}

function saveBlob(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = make("a", {href: address, download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function saveSvg(text, name) {
  saveBlob(new Blob([text], {type: "image/svg+xml"}), fileName(name, ".svg"));
}

// An SVG as pixels, twice as many as on the screen.
async function savePng(text, width, height, name) {
  const image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
  await image.decode();
  const canvas = make("canvas", {width: 2 * width, height: 2 * height});
  const context = canvas.getContext("2d");
  context.scale(2, 2);
  context.drawImage(image, 0, 0, width, height);
  canvas.toBlob((blob) => saveBlob(blob, fileName(name, ".png")));
}

// The buttons below a figure. `csv` gives a text; `svg` a text with its size.
function exportButtons(name, csv, svg) {
  const drawn = (save) => async () => {
    const figure = await svg();
    save(figure.text, figure.width, figure.height);
  };
  return make("span", {class: "exports"},
    makeButton("CSV", "copy the numbers", async () => copyText(await csv(), name), {"data-export": "csv"}),
    makeButton("SVG", "save the figure as SVG", drawn((text) => saveSvg(text, name)), {"data-export": "svg"}),
    makeButton("PNG", "save the figure as PNG",
      drawn((text, width, height) => savePng(text, width, height, name)), {"data-export": "png"}));
}
