// Sessions: the daemon searches and pages, so that tens of thousands cost the page no more than a screenful.

import { exec, read } from './jolokia.js';
import { change, model, now, poll, pressBit } from './model.js';
import { bits, confirm, count, debounce, drawer, duration, empty, facts, fillMask, fillState, h, label, moment, octets, table, toast } from './parts.js';
import { group, remaining, value } from './tunnels.js';

const SIZES = [50, 100, 250, 500];

export const addresses = (s) => s.peerIpv4Address || s.ipv6Prefix || '–';

async function close(s) {
  const sure = await confirm({
    title: `Close session ${s.tunnelId}/${s.id}?`,
    text: `${s.user || s.name || 'A call without a user name'}${s.peerIpv4Address ? `, ${s.peerIpv4Address}` : ''}: the session ends at once.`,
    go: 'Close session',
    reason: true,
  });
  if (!sure) {
    return false;
  }
  const done = await change(exec('Daemon', 'closeSession', s.tunnelId, s.id, sure.reason), 'Close session');
  if (done) {
    toast(`Session ${s.tunnelId}/${s.id} is closed.`, 'good');
  }
  return Boolean(done);
}

function details(tunnel, id, onClose) {
  const shown = drawer(`Session ${tunnel}/${id}`, onClose);
  const mask = h('div');
  const maskCell = h('div');
  const rates = h('div');
  const body = h('div');
  const actions = h('div', { class: 'buttons' });
  let row = null;
  let before = null;
  mask.append(h('h3', { text: 'Debug mask' }), maskCell);
  actions.append(
    h('a', { class: 'button plain', href: `#/tunnels/id:${tunnel}`, text: `Tunnel ${tunnel}`, onclick: () => shown.dialog.close() }),
    h('button', {
      type: 'button',
      class: 'danger',
      text: 'Close…',
      onclick: async () => {
        if (row && (await close(row))) {
          shown.dialog.close();
        }
      },
    }),
  );
  shown.content.append(actions, mask, rates, body);

  function showRates(s) {
    const at = performance.now();
    if (before) {
      const seconds = (at - before.at) / 1000;
      rates.replaceChildren(
        group('Now', [
          ['Received', bits((8 * (s.rxOctetsTotal - before.rx)) / seconds)],
          ['Sent', bits((8 * (s.txOctetsTotal - before.tx)) / seconds)],
        ]),
      );
    }
    if (!before || s.rxOctetsTotal !== before.rx || s.txOctetsTotal !== before.tx || at - before.at > 6000) {
      before = { at, rx: s.rxOctetsTotal, tx: s.txOctetsTotal };
    }
  }

  return {
    requests: () => [exec('Daemon', 'showSession', tunnel, id)],
    update([answer]) {
      if (!answer.ok) {
        body.replaceChildren(empty('This session is gone', 'Its end, with the cause, is under Closed.'));
        actions.hidden = true;
        mask.hidden = true;
        rates.replaceChildren();
        return;
      }
      row = answer.value;
      const s = row;
      fillMask(maskCell, s.debugMask, (name, on) => pressBit(tunnel, id, name, on, (m) => fillMask(maskCell, m)));
      showRates(s);
      const state = h('span');
      fillState(state, s.state);
      const figures = Object.keys(s).filter((name) => /^(rx|tx)[A-Z].*Total$/.test(name)).sort();
      const named = new Set([...figures, 'tunnelId', 'id', 'peerId', 'state', 'stateCode', 'user', 'authMethod', 'authMethodCode', 'name', 'callType', 'callTypeCode', 'pppPhase', 'pppState', 'localIpv4Address', 'peerIpv4Address', 'ipv6Prefix', 'delegatedPrefix', 'dnsServers', 'device', 'mtu', 'peerAddress', 'establishedSeconds', 'ageSeconds', 'debugMask', 'lastResult', 'trace', 'traceMask', 'calledNumber', 'callingNumber', 'partner', 'tunnelName', 'statisticsAgeMilliseconds']);
      body.replaceChildren(
        group('Session', [
          ['State', state],
          ['User', s.user],
          ['Proved by', (s.authMethod || '').toLowerCase().replaceAll('_', ' ')],
          ['Name', s.name],
          ['Ids', `${s.id} here, ${s.peerId} there`],
          ['Call', `${(s.callType || '').toLowerCase().replaceAll('_', ' ')}${s.calledNumber ? ` to ${s.calledNumber}` : ''}${s.callingNumber ? ` from ${s.callingNumber}` : ''}`],
          ['Up for', s.establishedSeconds > 0 ? duration(s.establishedSeconds) : 'not yet'],
          ['Switched to', s.partner],
          ['Last result', s.lastResult],
        ]),
        group('Network', [
          ['Their IPv4 address', s.peerIpv4Address],
          ['Our IPv4 address', s.localIpv4Address],
          ['IPv6 prefix', s.ipv6Prefix],
          ['Delegated prefix', s.delegatedPrefix],
          ['DNS', s.dnsServers.replaceAll(',', ', ')],
          ['Device', s.device],
          ['MTU', s.mtu > 0 ? `${s.mtu} B` : ''],
          ['PPP', `${s.pppPhase.toLowerCase()}, ${s.pppState.toLowerCase()}`],
          ['Peer', s.peerAddress],
        ]),
        group('Data', [...figures.map((name) => [label(name), value(name, s[name])]), ['Age of these figures', `${count(s.statisticsAgeMilliseconds)} ms`]]),
        h('details', {}, h('summary', { text: 'Everything else' }), facts(remaining(s, named))),
      );
    },
  };
}

export function sessions(filter = '') {
  let offset = 0;
  let size = SIZES[0];
  let open = null;
  let rows = [];
  const search = h('input', { type: 'search', placeholder: 'Search user, address, number; tunnel:7', 'aria-label': 'Search sessions', value: filter, spellcheck: 'false' });
  const tally = h('span', { class: 'tally', role: 'status' });
  const none = h('div');

  const list = table({
    caption: 'Sessions',
    key: (r) => r.interfaceIndex,
    rowClass: (r) => r.stateCode === 4,
    onOpen: (r) => show(r.tunnelId, r.id),
    columns: [
      { name: 'state', label: 'State', mark: (r) => r.state, fill: (c, r) => fillState(c, r.state) },
      {
        name: 'id',
        label: 'Session',
        mark: (r) => `${r.tunnelId} ${r.id}`,
        fill: (c, r) => c.replaceChildren(h('button', { type: 'button', class: 'link mono', text: `${r.tunnelId}/${r.id}`, 'aria-label': `Details of session ${r.id} in tunnel ${r.tunnelId}`, onclick: () => show(r.tunnelId, r.id) })),
      },
      { name: 'user', label: 'User', className: 'wrap', mark: (r) => `${r.user} ${r.name} ${r.tunnelName}`, fill: (c, r) => c.replaceChildren(h('span', { text: r.user || '–' }), h('span', { class: 'sub', text: r.name ? `${r.tunnelName}/${r.name}` : '' })) },
      { name: 'address', label: 'Address', mark: (r) => `${r.peerIpv4Address} ${r.ipv6Prefix} ${r.delegatedPrefix}`, fill: (c, r) => c.replaceChildren(h('span', { class: 'mono', text: addresses(r) }), h('span', { class: 'sub mono', text: r.peerIpv4Address && r.ipv6Prefix ? r.ipv6Prefix : '' })) },
      { name: 'peer', label: 'Peer', className: 'p2 mono', text: (r) => r.peerAddress },
      { name: 'device', label: 'Device', className: 'p3 mono', text: (r) => r.device || '–' },
      { name: 'rx', label: 'Received', className: 'n p2', text: (r) => octets(r.rxOctetsTotal) },
      { name: 'tx', label: 'Sent', className: 'n p2', text: (r) => octets(r.txOctetsTotal) },
      { name: 'up', label: 'Up for', className: 'n p1', text: (r) => duration(r.establishedSeconds) },
      { name: 'debug', label: 'Debug', className: 'p1', mark: (r) => String(r.debugMask), fill: (c, r) => fillMask(c, r.debugMask, (name, on) => pressBit(c.parentNode.row.tunnelId, c.parentNode.row.id, name, on, (m) => fillMask(c, m))) },
      { name: 'do', label: 'Change', hidden: true, className: 'do p1', mark: (r) => `${r.tunnelId} ${r.id}`, fill: (c, r) => c.replaceChildren(h('button', { type: 'button', class: 'small danger', text: 'Close…', 'aria-label': `Close session ${r.tunnelId}/${r.id}`, onclick: () => close(r) })) },
    ],
  });

  function show(tunnel, id) {
    open = details(tunnel, id, () => {
      open = null;
    });
    poll();
  }

  function go(to) {
    offset = Math.max(0, to);
    poll();
  }

  search.addEventListener(
    'input',
    debounce(250, () => {
      history.replaceState(null, '', `#/sessions${search.value ? `/${encodeURIComponent(search.value)}` : ''}`);
      go(0);
    }),
  );
  let total = 0;
  const first = h('button', { type: 'button', class: 'plain', text: '⇤', 'aria-label': 'First page', onclick: () => go(0) });
  const back = h('button', { type: 'button', class: 'plain', text: '← Before', onclick: () => go(offset - size) });
  const on = h('button', { type: 'button', class: 'plain', text: 'Next →', onclick: () => go(offset + size) });
  const last = h('button', { type: 'button', class: 'plain', text: '⇥', 'aria-label': 'Last page', onclick: () => go(Math.floor((total - 1) / size) * size) });
  const place = h('span', { class: 'place' });
  const rowsOf = h('select', { 'aria-label': 'Rows of a page', onchange: () => ((size = Number(rowsOf.value)), go(Math.floor(offset / size) * size)) }, ...SIZES.map((n) => h('option', { value: n, text: `${n} rows`, selected: n === size })));
  const pager = h('div', { class: 'pager', hidden: true }, first, back, place, on, last, rowsOf);
  const element = h('div', { class: 'view' }, h('h1', { class: 'unseen', text: 'Sessions' }), h('div', { class: 'tools' }, search, tally), h('div', { class: 'wide panel' }, list.element, none), pager);

  return {
    element,
    requests: () => [exec('Daemon', 'listSessions', offset, size, search.value.trim()), ...(open ? open.requests() : [])],
    update([page, ...rest]) {
      if (!page.ok) {
        toast(`Sessions: ${page.error}`, 'bad');
        return;
      }
      total = page.value.total;
      if (offset >= total && offset > 0) {
        go(Math.floor(Math.max(0, total - 1) / size) * size);
        return;
      }
      rows = page.value.sessions;
      list.update(rows);
      const wanted = search.value.trim();
      tally.textContent = `${count(total)} session${total === 1 ? '' : 's'}${wanted ? ' found' : ''}`;
      pager.hidden = total <= SIZES[0];
      place.textContent = `${count(offset + 1)} to ${count(offset + rows.length)} of ${count(total)}`;
      first.disabled = back.disabled = offset === 0;
      on.disabled = last.disabled = offset + size >= total;
      list.element.hidden = rows.length === 0;
      none.replaceChildren(rows.length > 0 ? '' : wanted ? empty('No session matches', 'Search looks at users, names, addresses and numbers. tunnel:7 shows the sessions of a tunnel, id:4711 one session.') : empty('No sessions', 'A session appears when a peer places a call in its tunnel, or when you make one: jl2tpctl session create.'));
      if (open && rest.length > 0) {
        open.update(rest);
      }
    },
    leave() {},
  };
}
