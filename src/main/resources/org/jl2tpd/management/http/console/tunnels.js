// Tunnels: a table that sorts and searches, what can be done with one, and all that there is to say of one.

import { exec, read } from './jolokia.js';
import { change, model, now, poll, pressBit } from './model.js';
import { confirm, count, debounce, drawer, duration, empty, endpoint, facts, fillMask, fillState, h, label, moment, octets, table, toast } from './parts.js';

const PAGE = 200;

const CONTROL = ['controlRxPacketsTotal', 'controlTxPacketsTotal', 'controlRetransmissionsTotal', 'controlDuplicatesTotal', 'controlOutOfWindowTotal', 'controlOutOfSequenceTotal', 'controlRxHellosTotal', 'controlTxHellosTotal', 'controlNs', 'controlNr', 'controlPeerNr', 'controlCongestionWindow', 'controlSlowStartThreshold', 'controlTransmitWindow', 'controlQueuedMessages'];
const DATA = ['dataRxPacketsTotal', 'dataRxOctetsTotal', 'dataRxErrorsTotal', 'dataTxPacketsTotal', 'dataTxOctetsTotal', 'dataTxErrorsTotal', 'dataRxSequenceDiscardsTotal', 'dataRxOutOfSequenceTotal', 'statisticsAgeMilliseconds'];

export function value(name, v) {
  if (typeof v === 'boolean') {
    return v ? 'yes' : 'no';
  }
  if (typeof v !== 'number') {
    return v;
  }
  return /Octets/.test(name) ? `${octets(v)} (${count(v)})` : /^(id|peerId|.*Port|.*Index|.*Code|.*Id|.*Ns|.*Nr)$/.test(name) ? String(v) : count(v);
}

/** Everything of an object that was not named before. */
export function remaining(object, named) {
  return Object.keys(object)
    .filter((name) => !named.has(name) && typeof object[name] !== 'object')
    .sort()
    .map((name) => [label(name), value(name, object[name])]);
}

export const group = (title, pairs) => h('section', {}, h('h3', { text: title }), facts(pairs));

async function close(t) {
  const waits = t.id === 0;
  const sure = await confirm({
    title: waits ? `Close tunnel ${t.name}?` : `Close tunnel ${t.id}${t.name ? ` (${t.name})` : ''}?`,
    text: waits ? 'It is not dialled again.' : `${endpoint(t.peerAddress, t.peerPort)}${t.peerHostName ? `, ${t.peerHostName}` : ''}: the tunnel and its ${count(t.sessions)} session${t.sessions === 1 ? '' : 's'} end at once.`,
    go: 'Close tunnel',
    reason: true,
  });
  if (!sure) {
    return false;
  }
  const request = waits ? exec('Daemon', 'closeNamedTunnel', t.name, sure.reason) : exec('Daemon', 'closeTunnel', t.id, sure.reason);
  const done = await change(request, 'Close tunnel');
  if (done) {
    toast(`Tunnel ${t.id || t.name} is closed.`, 'good');
  }
  return Boolean(done);
}

async function drain(t) {
  const on = !t.draining;
  const sure = await confirm({
    title: on ? `Drain tunnel ${t.id}?` : `Take new sessions in tunnel ${t.id} again?`,
    text: on ? `New sessions in it are refused; the ${count(t.sessions)} that are up stay.` : 'New sessions in it are accepted.',
    go: on ? 'Drain' : 'Resume',
    danger: false,
  });
  if (sure && (await change(exec('Daemon', 'drainTunnel', t.id, on), on ? 'Drain tunnel' : 'Resume tunnel'))) {
    toast(on ? `Tunnel ${t.id} drains.` : `Tunnel ${t.id} takes new sessions again.`, 'good');
  }
}

function details(id, onClose) {
  const shown = drawer(`Tunnel ${id}`, onClose);
  const mask = h('div');
  const actions = h('div', { class: 'buttons' });
  const body = h('div');
  let row = null;
  actions.append(
    h('a', { class: 'button plain', href: `#/sessions/tunnel:${id}`, text: 'Sessions', onclick: () => shown.dialog.close() }),
    h('button', { type: 'button', class: 'plain', text: 'Drain', onclick: () => row && drain(row) }),
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
  shown.content.append(actions, mask, body);
  return {
    requests: () => [exec('Daemon', 'showTunnel', id), read('Daemon', 'RecentlyClosedSessions')],
    update([tunnel, closed]) {
      if (!tunnel.ok) {
        body.replaceChildren(empty('This tunnel is gone', 'Its end, with the cause, is under Closed.'));
        actions.hidden = true;
        mask.hidden = true;
        return;
      }
      row = tunnel.value;
      const t = row;
      actions.children[1].textContent = t.draining ? 'Resume…' : 'Drain…';
      mask.replaceChildren(h('h3', { text: 'Debug mask' }), maskOf(t));
      const named = new Set([...CONTROL, ...DATA, 'id', 'peerId', 'name', 'state', 'stateCode', 'localAddress', 'localPort', 'peerAddress', 'peerPort', 'peerHostName', 'peerVendorName', 'peerProfile', 'tunnelProfile', 'sessions', 'establishedSessions', 'ageSeconds', 'debugMask', 'draining', 'drainingInEffect', 'lastResult', 'trace', 'traceMask']);
      const state = h('span');
      fillState(state, t.state, t.drainingInEffect ? 'draining' : '');
      const ended = closed.ok ? closed.value.filter((s) => s.tunnelId === id).slice(0, 8) : [];
      body.replaceChildren(
        group('Tunnel', [
          ['State', state],
          ['Name', t.name],
          ['Ids', `${t.id} here, ${t.peerId} there`],
          ['Made', `${duration(t.ageSeconds)} ago`],
          ['Sessions', `${count(t.establishedSessions)} of ${count(t.sessions)} established`],
          ['Last result', t.lastResult],
          ['Traced', t.trace],
        ]),
        group('Peer', [
          ['Host name', t.peerHostName],
          ['Vendor', t.peerVendorName],
          ['Address', endpoint(t.peerAddress, t.peerPort)],
          ['Our address', endpoint(t.localAddress, t.localPort)],
          ['Profiles', `peer ${t.peerProfile}, tunnel ${t.tunnelProfile}`],
        ]),
        group('Control channel', CONTROL.map((name) => [label(name.replace('control', '')), value(name, t[name])])),
        group('Data', DATA.map((name) => [label(name.replace('data', '')), value(name, t[name])])),
        ended.length > 0 ? h('section', {}, h('h3', { text: 'Sessions that ended' }), h('ul', { class: 'ended' }, ...ended.map((s) => h('li', {}, moment(s.closedMilliseconds, now()), h('span', { text: ` session ${s.id}${s.user ? `, ${s.user}` : ''}: ${s.reason || 'no reason given'}` }))))) : '',
        h('details', {}, h('summary', { text: 'Everything else' }), facts(remaining(t, named))),
      );
    },
  };

  function maskOf(t) {
    const cell = h('div');
    fillMask(cell, t.debugMask, (name, on) => pressBit(t.id, 0, name, on, (m) => fillMask(cell, m)));
    return cell;
  }
}

export function tunnels(filter = '') {
  let offset = 0;
  let order = { name: 'id', down: false };
  let rows = [];
  let open = null;
  const search = h('input', { type: 'search', placeholder: 'Search name, address, host name, profile', 'aria-label': 'Search tunnels', value: filter, spellcheck: 'false' });
  const tally = h('span', { class: 'tally', role: 'status' });
  const none = h('div');
  const pager = h('div', { class: 'pager', hidden: true });

  const list = table({
    caption: 'Tunnels',
    key: (r) => (r.id === 0 ? `w${r.name}` : r.interfaceIndex),
    rowClass: (r) => r.stateCode === 4,
    onOpen: (r) => r.id !== 0 && show(r.id),
    onSort(name) {
      order = { name, down: order.name === name ? !order.down : false };
      render();
    },
    columns: [
      { name: 'state', label: 'State', sort: true, mark: (r) => `${r.state} ${r.draining} ${r.nextRetrySeconds}`, fill: (c, r) => fillState(c, r.state, r.draining ? 'draining' : r.id === 0 ? `in ${duration(r.nextRetrySeconds)}` : '') },
      {
        name: 'id',
        label: 'Tunnel',
        sort: true,
        mark: (r) => `${r.id} ${r.name}`,
        fill: (c, r) =>
          c.replaceChildren(
            r.id === 0 ? h('span', { text: r.name }) : h('button', { type: 'button', class: 'link', text: String(r.id), 'aria-label': `Details of tunnel ${r.id}`, onclick: () => show(r.id) }),
            r.id !== 0 && r.name ? h('span', { class: 'sub', text: r.name }) : '',
          ),
      },
      { name: 'peer', label: 'Peer', className: 'wrap', sort: true, mark: (r) => `${r.peerAddress} ${r.peerPort} ${r.peerHostName}`, fill: (c, r) => c.replaceChildren(h('span', { class: 'mono', text: endpoint(r.peerAddress, r.peerPort) }), h('span', { class: 'sub', text: r.peerHostName })) },
      { name: 'profile', label: 'Profile', className: 'p2', sort: true, text: (r) => r.peerProfile || '–' },
      {
        name: 'sessions',
        label: 'Sessions',
        className: 'n',
        sort: true,
        mark: (r) => `${r.establishedSessions} ${r.sessions}`,
        fill: (c, r) => c.replaceChildren(r.sessions > 0 ? h('a', { href: `#/sessions/tunnel:${r.id}`, text: r.establishedSessions === r.sessions ? count(r.sessions) : `${count(r.establishedSessions)} / ${count(r.sessions)}` }) : '0'),
      },
      { name: 'again', label: 'Sent again', className: 'n p3', sort: true, text: (r) => count(r.controlRetransmissionsTotal) },
      { name: 'age', label: 'Age', className: 'n p1', sort: true, text: (r) => duration(r.ageSeconds) },
      { name: 'debug', label: 'Debug', className: 'p1', mark: (r) => `${r.debugMask} ${r.id === 0}`, fill: (c, r) => (r.id === 0 ? c.replaceChildren() : fillMask(c, r.debugMask, (name, on) => pressBit(c.parentNode.row.id, 0, name, on, (m) => fillMask(c, m)))) },
      {
        name: 'do',
        label: 'Change',
        hidden: true,
        className: 'do p1',
        mark: (r) => `${r.id} ${r.name} ${r.draining}`,
        fill: (c, r) =>
          c.replaceChildren(
            r.id === 0 ? '' : h('button', { type: 'button', class: 'small', text: r.draining ? 'Resume…' : 'Drain…', onclick: () => drain(current(r)) }),
            h('button', { type: 'button', class: 'small danger', text: 'Close…', 'aria-label': `Close tunnel ${r.id || r.name}`, onclick: () => close(current(r)) }),
          ),
      },
    ],
  });
  const fixed = table({
    caption: 'Tunnels without control protocol',
    key: (r) => r.name,
    columns: [
      { name: 'state', label: 'State', mark: (r) => r.state + r.problem, fill: (c, r) => fillState(c, r.state, r.problem) },
      { name: 'name', label: 'Name', text: (r) => r.name },
      { name: 'peer', label: 'Peer', text: (r) => `${r.encapsulation} ${endpoint(r.peerAddress, r.peerPort)}` },
      { name: 'ids', label: 'Ids', className: 'p2', text: (r) => `${r.id} / ${r.peerId}` },
      { name: 'sessions', label: 'Sessions', text: (r) => r.sessions.map((s) => `${s.name}${s.device ? ` on ${s.device}` : ''}${s.problem ? `: ${s.problem}` : ''}`).join(', ') },
    ],
  });
  const fixedPanel = h('section', { class: 'panel', hidden: true }, h('header', {}, h('h2', { text: 'Without control protocol (L2TPv3)' })), h('div', { class: 'wide' }, fixed.element));

  const current = (row) => rows.find((r) => r.interfaceIndex === row.interfaceIndex && r.name === row.name) ?? row;
  const values = { state: (r) => r.stateCode, id: (r) => r.id, peer: (r) => r.peerAddress, profile: (r) => r.peerProfile, sessions: (r) => r.sessions, again: (r) => r.controlRetransmissionsTotal, age: (r) => r.ageSeconds };

  function show(id) {
    open = details(id, () => {
      open = null;
    });
    poll();
  }

  function render() {
    const by = values[order.name];
    const compare = (a, b) => (typeof by(a) === 'string' ? by(a).localeCompare(by(b), 'en', { numeric: true }) : by(a) - by(b));
    list.update([...rows].sort((a, b) => (order.down ? compare(b, a) : compare(a, b))));
    list.sorted(order.name, order.down);
  }

  search.addEventListener(
    'input',
    debounce(250, () => {
      offset = 0;
      history.replaceState(null, '', `#/tunnels${search.value ? `/${encodeURIComponent(search.value)}` : ''}`);
      poll();
    }),
  );
  const back = h('button', { type: 'button', class: 'plain', text: '← Before', onclick: () => ((offset = Math.max(0, offset - PAGE)), poll()) });
  const on = h('button', { type: 'button', class: 'plain', text: 'Next →', onclick: () => ((offset += PAGE), poll()) });
  const place = h('span', {});
  pager.append(back, place, on);

  const element = h('div', { class: 'view' }, h('h1', { class: 'unseen', text: 'Tunnels' }), h('div', { class: 'tools' }, search, tally), h('div', { class: 'wide panel' }, list.element, none), pager, fixedPanel);
  return {
    element,
    requests: () => [exec('Daemon', 'listTunnels', offset, PAGE, search.value.trim()), read('Daemon', 'WaitingTunnelList'), exec('Daemon', 'listStaticTunnels'), ...(open ? open.requests() : [])],
    update([page, waiting, unchanging, ...rest]) {
      if (!page.ok) {
        toast(`Tunnels: ${page.error}`, 'bad');
        return;
      }
      const { total } = page.value;
      const wanted = search.value.trim().toLowerCase();
      const dialled = waiting.ok && offset === 0 ? waiting.value.filter((t) => !wanted || `${t.name} ${t.peerAddress} ${t.peerProfile}`.toLowerCase().includes(wanted)) : [];
      rows = [...dialled, ...page.value.tunnels];
      render();
      tally.textContent = `${count(total)} tunnel${total === 1 ? '' : 's'}${dialled.length > 0 ? ` and ${dialled.length} to be dialled` : ''}${wanted ? ' found' : ''}`;
      pager.hidden = total <= PAGE;
      place.textContent = `${count(offset + 1)} to ${count(offset + page.value.tunnels.length)} of ${count(total)}; sorted within this page`;
      back.disabled = offset === 0;
      on.disabled = offset + PAGE >= total;
      list.element.hidden = rows.length === 0;
      none.replaceChildren(rows.length > 0 ? '' : wanted ? empty('No tunnel matches', 'Search looks at names, addresses, host names and profiles; id:7 finds one tunnel.') : empty('No tunnels', model.totals?.enabled ? 'A tunnel appears when a peer dials in, or when you make one: jl2tpctl tunnel create dest_ipaddr=192.0.2.1' : 'L2TP is disabled. Enable it under Overview.'));
      const still = unchanging.ok ? unchanging.value : [];
      fixedPanel.hidden = still.length === 0;
      fixed.update(still);
      if (open && rest.length > 0) {
        open.update(rest);
      }
    },
    leave() {},
  };
}
