"use strict";

// Building the page. Every text goes in as text, never as markup.

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const kSvg = "http://www.w3.org/2000/svg";

function makeSvg(tag, attributes, ...children) {
  const element = document.createElementNS(kSvg, tag);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
}

// A labelled menu. `choices` are texts; `changed` gets the index of the one that is chosen.
function makeMenu(label, choices, chosen, changed) {
  const select = make("select", {onchange: () => changed(select.selectedIndex)});
  for (const choice of choices) {
    select.append(make("option", {}, choice));
  }
  select.selectedIndex = chosen;
  return make("label", {class: "menu"}, make("span", {}, label), select);
}

function makeButton(text, title, action, extra) {
  return make("button", {type: "button", title, onclick: action, ...extra}, text);
}

function clamp(value, low, high) {
  return Math.max(low, Math.min(high, value));
}

// Runs `draw` once the element comes near the window; charts far below cost nothing.
function whenSeen(element, draw) {
  const observer = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      observer.disconnect();
      draw();
    }
  }, {rootMargin: "600px"});
  observer.observe(element);
}

function tell(text) {
  const line = document.getElementById("notice");
  line.textContent = text;
  line.classList.add("shown");
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => line.classList.remove("shown"), 1800);
}
