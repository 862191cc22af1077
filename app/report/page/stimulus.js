"use strict";

// What was shown: a picture of its own, and its outline over the maps.

class StimulusView {
  constructor(player) {
    this.player = player;
    this.stimuli = player.entry.stimuli;
    this.isOutlined = true;
    const {nx, ny} = this.stimuli;
    this.canvas = make("canvas", {width: nx, height: ny, class: "stimulus", role: "img", "aria-label": "stimulus"});
    this.element = make("figure", {class: "stimulus-box"}, this.canvas,
      make("figcaption", {class: "note"}, `what was shown, ${shortNumber(this.stimuli.width)}° wide`));
  }

  async load() {
    const condition = this.stimuli.conditions[this.player.condition];
    condition.unpacked ??= unpackBytes(condition.pixels);
    this.pixels = await condition.unpacked;
    this.condition = condition;
    this.outlines = new Map();
  }

  // Index of the picture that is seen now.
  picture() {
    return this.condition.frames[indexAt(this.player.maps.views[0].times, clock.time)];
  }

  draw() {
    if (!this.pixels) {
      return;
    }
    const {nx, ny} = this.stimuli;
    const context = this.canvas.getContext("2d");
    const image = context.createImageData(nx, ny);
    const start = this.picture() * nx * ny;
    for (let row = 0; row < ny; row++) {
      for (let column = 0; column < nx; column++) {
        // Luminance is linear; screens are not.
        const luminance = this.pixels[start + (ny - 1 - row) * nx + column] / 255;
        const grey = 255 * (luminance <= 0.0031308 ? 12.92 * luminance : 1.055 * luminance ** (1 / 2.4) - 0.055);
        image.data.set([grey, grey, grey, 255], 4 * (row * nx + column));
      }
    }
    context.putImageData(image, 0, 0);
  }

  // Sides of pixels between background and figure, in pixels of the stimulus.
  sides(picture) {
    if (this.outlines.has(picture)) {
      return this.outlines.get(picture);
    }
    const {nx, ny} = this.stimuli;
    const start = picture * nx * ny;
    const background = 255 * this.condition.background / this.condition.highest;
    let largest = 0;
    for (let i = 0; i < nx * ny; i++) {
      largest = Math.max(largest, Math.abs(this.pixels[start + i] - background));
    }
    const differs = (column, row) => Math.abs(this.pixels[start + row * nx + column] - background) > largest / 2;
    const sides = [];
    for (let row = 0; row < ny && largest > 2; row++) {
      for (let column = 0; column < nx; column++) {
        const here = differs(column, row);
        if (column + 1 < nx && here !== differs(column + 1, row)) {
          sides.push([column + 1, row, column + 1, row + 1]);
        }
        if (row + 1 < ny && here !== differs(column, row + 1)) {
          sides.push([column, row + 1, column + 1, row + 1]);
        }
      }
    }
    this.outlines.set(picture, sides);
    return sides;
  }

  outline(context, px, py) {
    if (!this.isOutlined || !this.pixels) {
      return;
    }
    const {nx, ny, left, bottom, width, height} = this.stimuli;
    const x = (column) => px(left + column / nx * width);
    const y = (row) => py(bottom + row / ny * height);
    context.beginPath();
    for (const [x0, y0, x1, y1] of this.sides(this.picture())) {
      context.moveTo(x(x0), y(y0));
      context.lineTo(x(x1), y(y1));
    }
    context.lineWidth = Math.max(1, devicePixelRatio);
    context.strokeStyle = "rgba(128, 128, 128, 0.9)";
    context.stroke();
  }
}
