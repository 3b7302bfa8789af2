// Pieces of the page: elements, numbers in words, dialogs, tables.

/** An element. Properties that begin with "on" are listeners; "text" is its text. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'text') {
      element.textContent = value;
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Changes text only where it is another, so that what is selected stays so. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
export const count = (n) => (n === undefined || n === null ? '–' : whole.format(n).replaceAll(',', '\u202f'));

function scaled(n, units, base) {
  let value = n;
  let unit = 0;
  while (value >= base && unit < units.length - 1) {
    value /= base;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)}\u202f${units[unit]}`;
}

export const octets = (n) => (n === undefined ? '–' : scaled(n, ['B', 'kB', 'MB', 'GB', 'TB', 'PB'], 1000));
export const bits = (n) => (n === undefined ? '–' : scaled(n, ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s'], 1000));
export const rate = (n) => (n === undefined ? '–' : `${n >= 100 ? count(n) : n >= 10 ? n.toFixed(1) : n === 0 ? '0' : n.toFixed(2)}/s`);

/** Seconds in two units at most: 3 d 4 h. */
export function duration(seconds) {
  if (seconds === undefined || seconds === null || seconds < 0) {
    return '–';
  }
  const s = Math.floor(seconds);
  const parts = [
    [Math.floor(s / 86400), 'd'],
    [Math.floor(s / 3600) % 24, 'h'],
    [Math.floor(s / 60) % 60, 'min'],
    [s % 60, 's'],
  ];
  const first = parts.findIndex(([n]) => n > 0);
  if (first < 0) {
    return '0\u202fs';
  }
  return parts
    .slice(first, first + 2)
    .filter(([n]) => n > 0)
    .map(([n, unit]) => `${n}\u202f${unit}`)
    .join(' ');
}

const two = (n) => String(n).padStart(2, '0');
export function clock(ms) {
  const t = new Date(ms);
  return `${two(t.getHours())}:${two(t.getMinutes())}:${two(t.getSeconds())}`;
}
export function dateTime(ms) {
  const t = new Date(ms);
  return `${t.getFullYear()}-${two(t.getMonth() + 1)}-${two(t.getDate())} ${clock(ms)}`;
}

/** A moment: relative for the eye, absolute for whoever points at it. */
export function moment(ms, now) {
  const time = h('time', { datetime: new Date(ms).toISOString(), title: dateTime(ms) });
  time.append(h('span', { class: 'abs', text: clock(ms) }), h('span', { class: 'rel', text: `${duration(Math.max(0, (now - ms) / 1000))} ago` }));
  return time;
}

/** Address and port. */
export const endpoint = (address, port) => (address ? (address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`) : '–');

/** helloIntervalSeconds -> Hello interval (s). */
export function label(name) {
  const units = { Seconds: 's', Milliseconds: 'ms', Octets: 'B', BitsPerSecond: 'bit/s' };
  let unit = '';
  let rest = name.replace(/Total$/, '');
  for (const [word, short] of Object.entries(units)) {
    if (rest.endsWith(word) && word !== 'Octets') {
      rest = rest.slice(0, -word.length);
      unit = ` (${short})`;
    }
  }
  const text = rest
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\b(ppp|mtu|dns|id|lcp|zlbs?|ns|nr|ipv4|ipv6|udp|if)\b/g, (w) => (w === 'ipv4' ? 'IPv4' : w === 'ipv6' ? 'IPv6' : w === 'zlbs' ? 'ZLBs' : w === 'ns' ? 'Ns' : w === 'nr' ? 'Nr' : w.toUpperCase()))
    .replace(/\brx\b/, 'received')
    .replace(/\btx\b/, 'sent');
  return text[0].toUpperCase() + text.slice(1) + unit;
}

export function toast(text, kind = '', more = []) {
  const box = document.getElementById('toasts');
  const item = h('div', { class: `toast ${kind}` }, h('p', { text }), more.length > 0 && h('ul', {}, ...more.map((line) => h('li', { text: line }))));
  item.append(h('button', { type: 'button', class: 'quiet', 'aria-label': 'Dismiss', text: '✕', onclick: () => item.remove() }));
  box.append(item);
  while (box.children.length > 4) {
    box.firstChild.remove();
  }
  setTimeout(() => item.remove(), kind === 'bad' ? 12000 : 7000);
}

/** A modal dialog; resolves with null, or what the form says. */
function modal(title, body, buttons, read) {
  return new Promise((resolve) => {
    const form = h('form', { method: 'dialog' }, h('h2', { text: title, id: 'dialog-title' }), ...body);
    const row = h('div', { class: 'buttons' });
    const dialog = h('dialog', { class: 'ask', 'aria-labelledby': 'dialog-title' }, form);
    const done = (value) => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    row.append(h('button', { type: 'button', class: 'plain', text: 'Cancel', onclick: () => done(null), autofocus: buttons.safe }));
    row.append(h('button', { type: 'submit', class: buttons.danger ? 'danger' : 'primary', text: buttons.go }));
    form.append(row);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      done(read());
    });
    // Prevented, so that the browser does not go on and close the dialog beneath as well.
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      done(null);
    });
    dialog.addEventListener('click', (event) => event.target === dialog && done(null));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** @returns null, or {reason} */
export function confirm({ title, text, go, danger = true, reason = false }) {
  const field = h('input', { type: 'text', maxlength: 120, name: 'reason', autocomplete: 'off', placeholder: 'Sent to the peer; may be empty' });
  const body = [h('p', { text }), reason && h('label', { class: 'field' }, h('span', { text: 'Reason' }), field)];
  return modal(title, body.filter(Boolean), { go, danger, safe: true }, () => ({ reason: field.value.trim() }));
}

/**
 * @param before the name that was given last, to begin with
 * @returns null, or {user, password}
 */
export function askSignIn(text, problem, before = '') {
  const user = h('input', { type: 'text', name: 'user', autocomplete: 'username', required: true, spellcheck: 'false', autocapitalize: 'none', autofocus: before === '', value: before });
  const password = h('input', { type: 'password', name: 'password', autocomplete: 'current-password', required: true, autofocus: before !== '' });
  const body = [
    h('p', { text }),
    problem && h('p', { class: 'problem', role: 'alert', text: problem }),
    h('label', { class: 'field' }, h('span', { text: 'Name' }), user),
    h('label', { class: 'field' }, h('span', { text: 'Password' }), password),
    h('p', { class: 'hint', text: 'A user of [[http_user]] in the configuration. Kept in the memory of this page until it is closed.' }),
  ];
  return modal('Sign in', body.filter(Boolean), { go: 'Sign in' }, () => ({ user: user.value, password: password.value }));
}

/** @returns null, or the text */
export function askText(title, text, name, value, go) {
  const field = h('input', { type: 'text', name: 'value', value, autocomplete: 'off', spellcheck: 'false', autofocus: true });
  return modal(title, [h('p', { text }), h('label', { class: 'field' }, h('span', { text: name }), field)], { go }, () => ({ value: field.value }));
}

/** Something that is not there, and what to do about it. */
export function empty(title, text) {
  return h('div', { class: 'empty' }, h('p', { class: 'title', text: title }), text && h('p', { text }));
}

const GOOD = new Set(['ESTABLISHED', 'UP', 'RUNNING', 'OPENED']);
const BAD = new Set(['FAILED', 'GIVEN_UP', 'DISABLED', 'STOPPING']);
const STILL = new Set(['IDLE', 'CLEANUP', 'CLOSING', 'CLOSED', 'DEAD']);
export const tone = (state) => (GOOD.has(state) ? 'good' : BAD.has(state) ? 'bad' : STILL.has(state) ? 'still' : 'wait');
export const stateWords = (state) => (state ?? '').toLowerCase().replaceAll('_', ' ');

/** A dot and a word. */
export function fillState(cell, state, extra) {
  cell.replaceChildren(h('span', { class: `state ${tone(state)}` }, h('i', {}), h('span', { text: stateWords(state) })), extra ? h('span', { class: 'tag', text: extra }) : '');
}

export const BITS = [
  [1, 'verbose', 'V', 'verbose: whatever there is to say'],
  [2, 'control', 'C', 'control: tunnels and sessions that come and go'],
  [4, 'sequence', 'S', 'sequence: sequence numbers of data'],
  [8, 'data', 'D', 'data: packets'],
];

/** Four switches; press(name, on) is called for a click. A cell keeps the press that it was first filled with. */
export function fillMask(cell, mask, press) {
  if (!cell.firstChild) {
    cell.append(
      h(
        'span',
        { class: 'mask', role: 'group', 'aria-label': 'Debug mask' },
        ...BITS.map(([bit, name, letter, title]) =>
          h('button', {
            type: 'button',
            text: letter,
            title,
            'aria-label': `debug ${name}`,
            'data-bit': bit,
            onclick: (event) => {
              event.stopPropagation();
              press(name, event.currentTarget.getAttribute('aria-pressed') !== 'true', cell);
            },
          }),
        ),
      ),
    );
  }
  for (const button of cell.querySelectorAll('button')) {
    button.setAttribute('aria-pressed', (mask & Number(button.dataset.bit)) !== 0);
  }
}

/**
 * A table whose rows stay the same elements while their key does: what is focused or selected stays so.
 * A column is {name, label, className, sort, text(row)} or {..., mark(row), fill(cell, row)}; fill is called when mark is another.
 */
export function table({ columns, key, caption, onOpen, onSort, rowClass, className }) {
  const head = h('tr');
  const body = h('tbody');
  const buttons = new Map();
  for (const column of columns) {
    const cell = h('th', { scope: 'col', class: column.className });
    if (column.sort && onSort) {
      const button = h('button', { type: 'button', class: 'sort', text: column.label, onclick: () => onSort(column.name) });
      buttons.set(column.name, cell);
      cell.append(button);
    } else {
      cell.append(column.hidden ? h('span', { class: 'unseen', text: column.label }) : column.label);
    }
    head.append(cell);
  }
  const element = h('table', { class: className }, h('caption', { class: 'unseen', text: caption }), h('thead', {}, head), body);
  const known = new Map();

  function make() {
    const line = h('tr');
    for (const column of columns) {
      line.append(h('td', { class: column.className, 'data-label': column.label }));
    }
    if (onOpen) {
      line.classList.add('opens');
      line.addEventListener('click', (event) => {
        if (!event.target.closest('button, a, input') && !String(getSelection())) {
          onOpen(line.row);
        }
      });
    }
    return line;
  }

  function fill(line, row) {
    line.row = row;
    columns.forEach((column, i) => {
      const cell = line.children[i];
      const mark = column.text ? column.text(row) : column.mark(row);
      if (cell.mark !== mark) {
        cell.mark = mark;
        if (column.text) {
          cell.textContent = mark;
          if (column.title) {
            cell.title = column.title(row);
          }
        } else {
          column.fill(cell, row);
        }
      }
    });
    if (rowClass) {
      line.classList.toggle('dim', rowClass(row));
    }
  }

  return {
    element,
    update(rows) {
      const wanted = new Set(rows.map(key));
      const free = [];
      for (const [id, line] of known) {
        if (!wanted.has(id)) {
          known.delete(id);
          free.push(line);
        }
      }
      // Lines of rows that are gone serve new rows, in their order, so that turning a page moves nothing.
      free.reverse();
      let place = body.firstChild;
      for (const row of rows) {
        const id = key(row);
        let line = known.get(id);
        if (!line) {
          line = free.pop() ?? make();
          known.set(id, line);
        }
        fill(line, row);
        if (line === place) {
          place = place.nextSibling;
        } else {
          body.insertBefore(line, place);
        }
      }
      free.forEach((line) => line.remove());
    },
    sorted(name, down) {
      for (const [column, cell] of buttons) {
        if (column === name) {
          cell.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        } else {
          cell.removeAttribute('aria-sort');
        }
      }
    },
  };
}

/** A list of names and values. */
export function facts(pairs) {
  return h('dl', { class: 'facts' }, ...pairs.flatMap(([name, value]) => [h('dt', { text: name }), value instanceof Node ? h('dd', {}, value) : h('dd', { text: value === '' || value === undefined || value === null ? '–' : String(value) })]));
}

/** A panel that slides in from the side; content is made anew for each showing. */
export function drawer(title, onClose) {
  const heading = h('h2', { text: title, id: 'drawer-title', tabindex: '-1' });
  const content = h('div', { class: 'content' });
  const close = h('button', { type: 'button', class: 'quiet icon', 'aria-label': 'Close details', text: '✕', onclick: () => dialog.close() });
  const dialog = h('dialog', { class: 'drawer', 'aria-labelledby': 'drawer-title' }, h('header', {}, heading, close), content);
  dialog.addEventListener('close', () => {
    dialog.remove();
    onClose();
  });
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  heading.focus();
  return { dialog, heading, content };
}

export function debounce(ms, body) {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => body(...args), ms);
  };
}
