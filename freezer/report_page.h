// The fixed parts of the page that flashHtml() makes. The policy in the head forbids it to load
// anything.
#pragma once

#include <string_view>

namespace taipan::freezer {

inline constexpr std::string_view kPageHead = R"page(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
)page";

inline constexpr std::string_view kPageStyle = R"page(
:root { color-scheme: light dark; --back: #fff; --text: #1c1e21; --dim: #5b6168; --line: #c9ced4;
  --folder: #eef0f3; --focus: #0b57d0; --code: #a8c7fa; --preludes: #c4eed0; --lines: #fde293;
  --records: #d7c4f5; --names: #fbc5b0; --constants: #a6e4e4; --contents: #e3d5c3;
  --shared: #dfe3e8; }
@media (prefers-color-scheme: dark) { :root { --back: #16181b; --text: #e8eaed; --dim: #a3a9b1;
  --line: #3c4147; --folder: #24282d; --focus: #a8c7fa; --code: #1f4a8a; --preludes: #1d5b34;
  --lines: #6b5210; --records: #4d3580; --names: #80391f; --constants: #145c5c;
  --contents: #5c4a33; --shared: #3a4048; } }
body { margin: 1rem; font: 14px/1.4 system-ui, sans-serif; background: var(--back);
  color: var(--text); }
h1 { font-size: 1.2rem; margin: 0 0 .5rem; }
button { font: inherit; color: inherit; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: -3px; }
#way button, td button { border: 0; padding: 0; background: none; color: var(--focus);
  cursor: pointer; text-align: left; }
#legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin: .3rem 0; padding: 0;
  list-style: none; color: var(--dim); }
#legend i { display: inline-block; width: .8em; height: .8em; margin-right: .3em;
  border: 1px solid var(--line); }
#map { position: relative; height: 65vh; min-height: 16rem; border: 1px solid var(--line); }
.cell { position: absolute; box-sizing: border-box; overflow: hidden; margin: 0; padding: 0;
  border: 1px solid var(--back); background: var(--folder); font-size: 12px; line-height: 16px; }
.label { position: absolute; top: 0; left: 3px; right: 0; overflow: hidden; text-align: left;
  white-space: nowrap; text-overflow: ellipsis; }
button.cell { cursor: default; }
button.cell.open { cursor: zoom-in; }
button.cell:hover { border-color: var(--focus); }
.code { background: var(--code); } .preludes { background: var(--preludes); }
.lines { background: var(--lines); } .records { background: var(--records); }
.names { background: var(--names); } .constants { background: var(--constants); }
.contents { background: var(--contents); } .shared { background: var(--shared); }
table { border-collapse: collapse; margin-top: 1rem; }
caption { text-align: left; font-weight: 600; padding-bottom: .3rem; }
th, td { padding: .1rem .6rem; border-bottom: 1px solid var(--line); text-align: right;
  font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { text-align: left; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
)page";

inline constexpr std::string_view kPageBody = R"page(
<nav id="way" aria-label="Where you are"></nav>
<ul id="legend"></ul>
<div id="map" role="group" aria-label="Areas by bytes. Enter opens one, Escape leads back, arrow
 keys move."></div>
<p id="said" aria-live="polite"></p>
<div class="scroll"><table id="list"></table></div>
)page";

inline constexpr std::string_view kPageScript = R"page(
"use strict";
(() => {
const data = JSON.parse(document.getElementById("data").textContent);
const keys = Object.keys(data.parts);
const byId = (id) => document.getElementById(id);
const map = byId("map");
const number = (n) => n.toLocaleString("en");
const percent = (n) => (data.bytes ? 100 * n / data.bytes : 0).toFixed(1) + " %";

// --- the tree: folders, files, functions, parts ---

const node = (name, kind, parts) => ({name, kind, parts, children: [], up: null,
  bytes: keys.reduce((sum, key) => sum + parts[key], 0)});
const none = () => Object.fromEntries(keys.map((key) => [key, 0]));

function attach(parent, child) {
  child.up = parent;
  parent.children.push(child);
  return child;
}

function attachParts(parent, parts) {
  for (const key of keys)
    if (parts[key] > 0) attach(parent, node(key, key, {...none(), [key]: parts[key]}));
}

function fileNode(name, file) {
  const made = node(name, file.kind === "text" ? "contents" : "folder", file.parts);
  const own = {...file.parts};
  for (const f of file.functions) {
    const inner = attach(made, node(f.name, "code", f.parts));
    attachParts(inner, f.parts);
    for (const key of keys) own[key] -= f.parts[key];
  }
  attachParts(made, own);
  return made;
}

function folderIn(parent, name) {
  const isIt = (child) => child.name === name && child.isFolder;
  const known = parent.children.find(isIt);
  if (known) return known;
  return Object.assign(attach(parent, node(name, "folder", none())), {isFolder: true});
}

function finish(top) {
  for (const child of top.children) finish(child);
  if (top.isFolder) {
    for (const child of top.children)
      for (const key of keys) top.parts[key] += child.parts[key];
    top.bytes = keys.reduce((sum, key) => sum + top.parts[key], 0);
  }
  top.children.sort((a, b) => b.bytes - a.bytes);
}

const root = Object.assign(node("all", "folder", none()), {isFolder: true});
for (const file of data.files) {
  const path = file.name.split("/");
  const name = path.pop();
  attach(path.reduce(folderIn, root), fileNode(name, file));
}
attachParts(attach(root, node("(shared)", "shared", data.shared.parts)), data.shared.parts);
finish(root);

// --- areas: rows along the shorter side, as square as may be ---

function squarify(nodes, x, y, width, height) {
  const placed = [];
  let rest = nodes.filter((n) => n.bytes > 0);
  let bytes = rest.reduce((sum, n) => sum + n.bytes, 0);
  while (rest.length > 0) {
    const side = Math.min(width, height);
    const scale = width * height / bytes;
    let count = 0;
    let sum = 0;
    let worst = Infinity;
    while (count < rest.length) {
      const area = (sum + rest[count].bytes) * scale;
      const thick = area / side;
      const least = rest[count].bytes * scale / thick;
      const most = rest[0].bytes * scale / thick;
      const ratio = Math.max(most / thick, thick / least);
      if (ratio > worst) break;
      worst = ratio;
      sum += rest[count++].bytes;
    }
    const thick = sum * scale / side;
    let at = 0;
    for (const n of rest.slice(0, count)) {
      const long = n.bytes * scale / thick;
      placed.push(width < height ? [n, x + at, y, long, thick] : [n, x, y + at, thick, long]);
      at += long;
    }
    if (width < height) { y += thick; height -= thick; } else { x += thick; width -= thick; }
    rest = rest.slice(count);
    bytes -= sum;
  }
  return placed;
}

// --- drawing ---

const HEAD = 17, EDGE = 2, DEPTH = 3, SMALLEST = 3;
let shown = root;

function describe(n) {
  const inside = keys.filter((key) => n.parts[key] > 0);
  return n.name + ": " + number(n.bytes) + " bytes, " + percent(n.bytes) +
    (inside.length > 1 ? "\n" + inside.map((key) => key + " " + number(n.parts[key])).join(", ")
                       : "");
}

function draw(parent, nodes, x, y, width, height, depth) {
  for (const [n, left, top, w, h] of squarify(nodes, x, y, width, height)) {
    if (depth > 0 && (w < SMALLEST || h < SMALLEST)) continue;
    const cell = document.createElement(depth === 0 ? "button" : "span");
    cell.className = "cell " + n.kind;
    Object.assign(cell.style, {left: left + "px", top: top + "px", width: w + "px",
                               height: h + "px"});
    if (w > 24 && h > 14) {
      const label = document.createElement("span");
      label.className = "label";
      label.textContent = n.name + " " + number(n.bytes);
      cell.append(label);
    }
    if (depth === 0) {
      cell.type = "button";
      cell.title = describe(n);
      cell.setAttribute("aria-label", describe(n));
      cell.node = n;
      if (n.children.length > 0) {
        cell.classList.add("open");
        cell.addEventListener("click", () => go(n));
      } else {
        cell.setAttribute("aria-disabled", "true");
      }
    }
    if (depth < DEPTH && n.children.length > 1 && w > 4 * EDGE && h > HEAD + 4 * EDGE)
      draw(cell, n.children, EDGE, HEAD, w - 2 * EDGE - 2, h - HEAD - EDGE - 2, depth + 1);
    parent.append(cell);
  }
}

function drawMap() {
  const focused = document.activeElement && document.activeElement.node;
  map.replaceChildren();
  draw(map, shown.children.length > 0 ? shown.children : [shown], 0, 0, map.clientWidth,
       map.clientHeight, 0);
  if (focused) focusOn(focused);
}

function focusOn(n) {
  const cells = [...map.children];
  const cell = cells.find((c) => c.node === n) || cells[0];
  if (cell) cell.focus({preventScroll: true});
}

const pathOf = (n) => (n.up ? [...pathOf(n.up), n] : [n]);

function link(n, text) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", () => go(n));
  return button;
}

function drawWay() {
  const way = byId("way");
  way.replaceChildren();
  for (const n of pathOf(shown)) {
    if (n !== root) way.append(" / ");
    way.append(n === shown ? n.name : link(n, n.name));
  }
  way.append(" \u2014 " + number(shown.bytes) + " bytes, " + percent(shown.bytes));
  byId("said").textContent = describe(shown);
}

function row(kind, cells) {
  const line = document.createElement("tr");
  for (const content of cells) {
    const cell = document.createElement(kind);
    if (kind === "th") cell.scope = "col";
    cell.append(content);
    line.append(cell);
  }
  return line;
}

function drawList() {
  const list = byId("list");
  const used = keys.filter((key) => shown.parts[key] > 0);
  const caption = document.createElement("caption");
  caption.textContent = "In " + pathOf(shown).map((n) => n.name).join(" / ");
  list.replaceChildren(caption, row("th", ["name", "bytes", "share", ...used]));
  for (const n of shown.children)
    list.append(row("td", [n.children.length > 0 ? link(n, n.name) : n.name, number(n.bytes),
                           percent(n.bytes), ...used.map((key) => number(n.parts[key]))]));
}

// --- moving about; the part of the address behind # says where ---

// A slash in front keeps names apart from ids, which browsers would scroll to.
const addressOf = (n) => "#/" + pathOf(n).slice(1).map((p) => encodeURIComponent(p.name)).join("/");

function nodeAt(address) {
  let n = root;
  for (const word of address.slice(1).split("/").filter(Boolean)) {
    let name = "";
    try { name = decodeURIComponent(word); } catch { return n; }
    const next = n.children.find((child) => child.name === name);
    if (!next) return n;
    n = next;
  }
  return n;
}

function show(n, from) {
  const wasInMap = map.contains(document.activeElement);
  shown = n;
  drawWay();
  drawMap();
  drawList();
  if (wasInMap) focusOn(from);
}

function go(n) {
  const from = shown;
  if (n === shown) return;
  // Coming back from inside, the area that was left has the focus.
  show(n, pathOf(from).find((p) => p.up === n));
  location.hash = addressOf(n);
}

window.addEventListener("hashchange", () => {
  if (location.hash !== addressOf(shown)) show(nodeAt(location.hash));
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if ((event.key === "Escape" || event.key === "Backspace") && shown.up) {
    event.preventDefault();
    go(shown.up);
  }
});

const ARROWS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
map.addEventListener("keydown", (event) => {
  const way = ARROWS[event.key];
  const cell = document.activeElement;
  if (!way || cell.parentElement !== map) return;
  event.preventDefault();
  const middle = (c) => [c.offsetLeft + c.offsetWidth / 2, c.offsetTop + c.offsetHeight / 2];
  const [x, y] = middle(cell);
  let nearest = null;
  let distance = Infinity;
  for (const other of map.children) {
    const [ox, oy] = middle(other);
    const along = (ox - x) * way[0] + (oy - y) * way[1];
    const across = Math.abs((ox - x) * way[1]) + Math.abs((oy - y) * way[0]);
    if (other === cell || along <= 0 || along + 2 * across >= distance) continue;
    nearest = other;
    distance = along + 2 * across;
  }
  if (nearest) nearest.focus();
});

for (const key of keys.filter((k) => data.parts[k] > 0)) {
  const item = document.createElement("li");
  const colour = document.createElement("i");
  colour.className = key;
  item.append(colour, key + " " + number(data.parts[key]));
  byId("legend").append(item);
}
new ResizeObserver(drawMap).observe(map);
show(nodeAt(location.hash));
})();
)page";

} // namespace taipan::freezer
