// Plots of the last 15 minutes, as SVG of our own making.

import { h, clock } from './parts.js';
import { HISTORY_MS } from './model.js';

const NS = 'http://www.w3.org/2000/svg';
const LEAST_HEIGHT = 132;
const LEFT = 8;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 18;

function s(tag, attributes, ...children) {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** The next number above that is easily read. */
function ceiling(n) {
  if (n <= 0) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(n));
  return [1, 2, 2.5, 5, 10].map((f) => f * power).find((c) => c >= n * 1.02) ?? 10 * power;
}

/** Lines of points {t, v}, broken where v is null. */
function path(points, x, y) {
  let text = '';
  let pen = false;
  for (const p of points) {
    if (p.v === null) {
      pen = false;
    } else {
      text += `${pen ? 'L' : 'M'}${x(p.t).toFixed(1)} ${y(p.v).toFixed(1)}`;
      pen = true;
    }
  }
  return text;
}

/** The same, filled down to the axis. */
function area(points, x, y, ground) {
  let text = '';
  let run = [];
  const end = () => {
    if (run.length > 1) {
      text += `M${x(run[0].t).toFixed(1)} ${ground}${run.map((p) => `L${x(p.t).toFixed(1)} ${y(p.v).toFixed(1)}`).join('')}L${x(run.at(-1).t).toFixed(1)} ${ground}Z`;
    }
    run = [];
  };
  for (const p of points) {
    if (p.v === null) {
      end();
    } else {
      run.push(p);
    }
  }
  end();
  return text;
}

/**
 * A plot with a heading and the last value of each series.
 * @param series [{name, points(), className}]
 * @param format a value in words
 */
export function chart(title, series, format) {
  const values = series.map((one) => h('span', { class: `value ${one.className}` }, series.length > 1 && h('i', {}), h('b', { text: '–' }), series.length > 1 && h('span', { text: ` ${one.name}` })));
  const when = h('span', { class: 'when', text: '' });
  const svg = s('svg', { role: 'img' });
  const element = h('figure', { class: 'chart' }, h('figcaption', {}, h('span', { class: 'title', text: title }), h('span', { class: 'values' }, ...values), when), svg);
  let pointer = null;
  let drawn = null;

  svg.addEventListener('pointermove', (event) => {
    pointer = event.clientX - svg.getBoundingClientRect().left;
    point();
  });
  svg.addEventListener('pointerleave', () => {
    pointer = null;
    point();
  });

  /** Values under the pointer, or the last ones. */
  function point() {
    if (!drawn) {
      return;
    }
    const { data, x, end, cross } = drawn;
    let t = null;
    if (pointer !== null) {
      const all = data[0].filter((p) => p.v !== null);
      t = all.reduce((best, p) => (best === null || Math.abs(x(p.t) - pointer) < Math.abs(x(best) - pointer) ? p.t : best), null);
    }
    cross.setAttribute('visibility', t === null ? 'hidden' : 'visible');
    if (t !== null) {
      cross.setAttribute('x1', x(t));
      cross.setAttribute('x2', x(t));
    }
    when.textContent = t === null ? '' : clock(t);
    data.forEach((points, i) => {
      const found = t === null ? points.at(-1) : points.find((p) => p.t === t);
      values[i].querySelector('b').textContent = found && found.v !== null && (t !== null || end - found.t < 30000) ? format(found.v) : '–';
    });
  }

  return {
    element,
    draw(end) {
      const width = Math.max(160, svg.clientWidth || element.clientWidth);
      const data = series.map((one) => one.points());
      const greatest = Math.max(0, ...data.flat().map((p) => p.v ?? 0));
      const top = ceiling(greatest);
      const height = Math.max(LEAST_HEIGHT, svg.clientHeight);
      const ground = height - BOTTOM;
      const x = (t) => LEFT + ((t - (end - HISTORY_MS)) / HISTORY_MS) * (width - LEFT - RIGHT);
      const y = (v) => ground - (v / top) * (ground - TOP);
      const cross = s('line', { class: 'cross', y1: TOP, y2: ground, visibility: 'hidden' });
      const marks = [];
      for (const part of [0, 0.5, 1]) {
        const at = y(top * part);
        marks.push(s('line', { class: part === 0 ? 'axis' : 'grid', x1: LEFT, x2: width - RIGHT, y1: at, y2: at }));
      }
      for (const minutes of [15, 10, 5, 0]) {
        const anchor = minutes === 15 ? 'start' : minutes === 0 ? 'end' : 'middle';
        marks.push(s('text', { x: x(end - minutes * 60000), y: height - 4, 'text-anchor': anchor }, minutes === 0 ? 'now' : `−${minutes} min`));
      }
      const lines = series.flatMap((one, i) => [
        ...(i === 0 ? [s('path', { class: `area ${one.className}`, d: area(data[i], x, y, ground) })] : []),
        s('path', { class: `line ${one.className}`, d: path(data[i], x, y) }),
      ]);
      const few = data[0].filter((p) => p.v !== null).length < 2;
      const note = s('text', { x: width / 2, y: ground / 2 + 8, 'text-anchor': 'middle' }, few ? 'Plotted from when this page was opened' : '');
      const scale = s('text', { class: 'scale', x: LEFT, y: TOP + 9 }, greatest > 0 ? format(top) : '');
      svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
      svg.replaceChildren(...marks, ...lines, scale, note, cross);
      drawn = { data, x, end, cross };
      point();
      svg.setAttribute('aria-label', `${title}, last 15 minutes: ${series.map((one, i) => `${one.name} ${values[i].querySelector('b').textContent}`).join(', ')}; highest ${format(greatest)}`);
    },
  };
}
