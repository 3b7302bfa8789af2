// The first view: how it is, and how it was the last quarter of an hour.

import { bean, exec } from './jolokia.js';
import { change, gauge, model, now, rateOf } from './model.js';
import { chart } from './charts.js';
import { bits, confirm, count, duration, empty, facts, h, octets, rate, say, table, toast } from './parts.js';

/** What a limit is that nobody set. */
const UNLIMITED = 2147483647;
const ofLimit = (limit, used = '') => (limit >= UNLIMITED ? `${used}${used ? ', ' : ''}no limit` : `${used} of ${count(limit)}`).trim();
const onTheWay = (n) => (n > 0 ? ` · ${count(n)} on the way` : '');

function tile(name, of) {
  const value = h('b', { text: '–' });
  const note = h('span', { class: 'note' });
  const bar = of ? h('meter', { min: 0, max: 1, low: 0.8, high: 0.95, optimum: 0, value: 0, 'aria-label': `${name}: part of the limit` }) : null;
  return {
    element: h('div', { class: 'tile' }, h('span', { class: 'name', text: name }), value, note, bar),
    set(text, words, used, limit) {
      say(value, text);
      say(note, words);
      if (bar) {
        bar.hidden = limit >= UNLIMITED;
        bar.value = limit > 0 ? used / limit : 0;
        bar.title = ofLimit(limit, count(used));
      }
    },
  };
}

const share = (used, all) => (all > 0 ? `${count(used)} of ${count(all)}` : '–');

const java = (jvm) =>
  jvm ? `${jvm.javaVersion} · heap ${octets(jvm.heapUsedOctets)}${jvm.heapMaxOctets > 0 ? ` of ${octets(jvm.heapMaxOctets)}` : ''} · ${count(jvm.threads)} threads` : '–';

const last = (points) => points.at(-1)?.v ?? undefined;

/** What the whole is doing, and the switches of it. */
function statePanel() {
  const list = h('div');
  const drain = h('button', { type: 'button', class: 'plain' });
  const enable = h('button', { type: 'button', class: 'plain' });

  drain.addEventListener('click', async () => {
    const on = !model.totals.draining;
    const sure = await confirm({
      title: on ? 'Drain the daemon?' : 'Take new tunnels and sessions again?',
      text: on ? 'New tunnels and sessions are refused from now on, also after a restart. What is up stays up.' : 'New tunnels and sessions are accepted from now on.',
      go: on ? 'Drain' : 'Resume',
      danger: false,
    });
    if (sure && (await change(exec('Daemon', 'drain', on), on ? 'Drain' : 'Resume'))) {
      toast(on ? 'The daemon drains.' : 'The daemon takes new tunnels and sessions again.', 'good');
    }
  });
  enable.addEventListener('click', async () => {
    const off = model.totals.enabled;
    const sure = await confirm({
      title: off ? 'Disable L2TP?' : 'Enable L2TP?',
      text: off
        ? `All ${count(model.totals.activeTunnels)} tunnels with their ${count(model.totals.activeSessions)} sessions are closed at once, and new ones are refused, also after a restart.`
        : 'Tunnels of peers are accepted again, and our own are dialled.',
      go: off ? 'Disable' : 'Enable',
      danger: off,
    });
    if (sure && (await change(exec('Daemon', off ? 'disable' : 'enable'), off ? 'Disable' : 'Enable'))) {
      toast(off ? 'L2TP is disabled.' : 'L2TP is enabled.', 'good');
    }
  });

  return {
    element: h('section', { class: 'panel' }, h('header', {}, h('h2', { text: 'Daemon' }), h('div', { class: 'buttons' }, drain, enable)), list),
    update(jvm) {
      const t = model.totals;
      say(drain, t.draining ? 'Resume' : 'Drain…');
      say(enable, t.enabled ? 'Disable…' : 'Enable…');
      list.replaceChildren(
        facts([
          ['Datapath', t.datapath],
          ['Running for', `${duration(t.uptimeSeconds)}`],
          ['Version', t.version],
          ['Process', String(t.processId)],
          ['Java', java(jvm)],
          ['Half-open tunnels', `${count(t.halfOpenTunnels)} of ${count(t.maxHalfOpenTunnels)}`],
          ['Tunnels waiting to be dialled', count(t.waitingTunnels)],
          ['Configuration', t.configurationChanged ? 'changed since it was read or saved' : 'as in the file'],
          ['Traced', t.trace || 'none'],
          ['Failed authentications', `${count(t.tunnelAuthFailuresTotal)} tunnels, ${count(t.sessionAuthFailuresTotal)} sessions`],
        ]),
      );
    },
  };
}

function peerTable() {
  const press = async (row, attribute, on, title, text, go, danger) => {
    if (await confirm({ title, text, go, danger })) {
      await change({ type: 'write', mbean: row.mbean, attribute, value: on }, go);
    }
  };
  return table({
    caption: 'Peer profiles',
    key: (row) => row.profile,
    columns: [
      { name: 'profile', label: 'Profile', text: (r) => r.profile },
      { name: 'state', label: 'State', text: (r) => (!r.enabled ? 'disabled' : r.drainingInEffect ? 'draining' : 'open') },
      { name: 'tunnels', label: 'Tunnels', className: 'n', text: (r) => count(r.activeTunnels) },
      { name: 'sessions', label: 'Sessions', className: 'n', text: (r) => count(r.activeSessions) },
      { name: 'rx', label: 'Received', className: 'n p2', text: (r) => octets(r.dataRxOctetsTotal) },
      { name: 'tx', label: 'Sent', className: 'n p2', text: (r) => octets(r.dataTxOctetsTotal) },
      { name: 'failures', label: 'Auth failures', className: 'n p2', text: (r) => count(r.authFailuresTotal) },
      {
        name: 'do',
        label: 'Change',
        hidden: true,
        className: 'do',
        mark: (r) => `${r.draining} ${r.enabled}`,
        fill: (cell, r) =>
          cell.replaceChildren(
            h('button', {
              type: 'button',
              class: 'small',
              text: r.draining ? 'Resume' : 'Drain…',
              onclick: () =>
                press(r, 'Draining', !r.draining, r.draining ? `Take peers of ${r.profile} again?` : `Drain ${r.profile}?`, r.draining ? 'New tunnels and sessions of this profile are accepted.' : 'New tunnels and sessions of this profile are refused; what is up stays up.', r.draining ? 'Resume' : 'Drain', false),
            }),
          ),
      },
    ],
  });
}

export function overview() {
  const tiles = {
    sessions: tile('Sessions', true),
    tunnels: tile('Tunnels', true),
    setups: tile('Set-ups'),
    rx: tile('Received'),
    tx: tile('Sent'),
    drops: tile('Dropped'),
  };
  const charts = [
    chart('Sessions up', [{ name: 'sessions', className: 'a', points: () => gauge('sessions') }], count),
    chart(
      'Payload',
      [
        { name: 'received', className: 'a', points: () => rateOf('rx') },
        { name: 'sent', className: 'b', points: () => rateOf('tx') },
      ],
      bits,
    ),
    chart(
      'Set-ups',
      [
        { name: 'set up', className: 'a', points: () => rateOf('opened') },
        { name: 'closed', className: 'b', points: () => rateOf('closed') },
      ],
      rate,
    ),
    chart(
      'Control messages',
      [
        { name: 'all', className: 'a', points: () => rateOf('control') },
        { name: 'sent again', className: 'b', points: () => rateOf('again') },
      ],
      rate,
    ),
    chart('Dropped', [{ name: 'dropped', className: 'a', points: () => rateOf('drops') }], rate),
  ];
  const state = statePanel();
  const peers = peerTable();
  const pools = table({
    caption: 'Address pools',
    key: (r) => r.name,
    columns: [
      { name: 'name', label: 'Pool', text: (r) => r.name },
      { name: 'ipv4', label: 'IPv4 addresses in use', className: 'n', text: (r) => share(r.ipv4AddressesUsed, r.ipv4Addresses) },
      { name: 'ipv6', label: 'IPv6 prefixes in use', className: 'n', text: (r) => share(r.ipv6PrefixesUsed, r.ipv6Prefixes) },
      { name: 'delegated', label: 'Delegated prefixes in use', className: 'n p2', text: (r) => share(r.delegatedPrefixesUsed, r.delegatedPrefixes) },
    ],
  });
  const poolPanel = h('section', { class: 'panel', hidden: true }, h('header', {}, h('h2', { text: 'Address pools' })), h('div', { class: 'wide' }, pools.element));
  const noPeers = empty('No peer profile has had a tunnel yet', 'Add [peer.NAME] to the configuration to tell peers apart.');
  const counters = h('div', { class: 'counters' });
  const details = h('details', { class: 'panel' }, h('summary', {}, h('h2', { text: 'Counters' })), counters);
  const element = h(
    'div',
    { class: 'view overview' },
    h('h1', { class: 'unseen', text: 'Overview' }),
    h('div', { class: 'tiles' }, ...Object.values(tiles).map((t) => t.element)),
    h('div', { class: 'charts' }, ...charts.map((c) => c.element), state.element),
    h('section', { class: 'panel' }, h('header', {}, h('h2', { text: 'Peer profiles' })), h('div', { class: 'wide' }, peers.element), noPeers),
    poolPanel,
    details,
  );

  function draw() {
    const end = now();
    charts.forEach((c) => c.draw(end));
  }
  const watch = new ResizeObserver(() => model.totals && draw());
  watch.observe(element);

  return {
    element,
    requests: () => [
      { type: 'read', mbean: `${bean('AddressPool')},*` },
      { type: 'read', mbean: bean('Jvm') },
    ],
    update([known, jvm]) {
      const rows = known.ok ? Object.values(known.value) : [];
      pools.update(rows);
      poolPanel.hidden = rows.length === 0;
      const t = model.totals;
      tiles.sessions.set(count(t.establishedSessions), ofLimit(t.maxSessions) + onTheWay(t.activeSessions - t.establishedSessions), t.activeSessions, t.maxSessions);
      tiles.tunnels.set(count(t.establishedTunnels), ofLimit(t.maxTunnels) + onTheWay(t.openingTunnels), t.activeTunnels, t.maxTunnels);
      tiles.setups.set(rate(last(rateOf('opened'))), `${count(t.sessionsOpenedTotal)} since the start`);
      tiles.rx.set(bits(last(rateOf('rx'))), `${octets((model.samples.at(-1)?.rx ?? 0) / 8)} since the start`);
      tiles.tx.set(bits(last(rateOf('tx'))), `${octets((model.samples.at(-1)?.tx ?? 0) / 8)} since the start`);
      tiles.drops.set(rate(last(rateOf('drops'))), `${count(model.samples.at(-1)?.drops)} since the start`);
      state.update(jvm.ok ? jvm.value : null);
      peers.update(model.peers);
      peers.element.hidden = model.peers.length === 0;
      noPeers.hidden = model.peers.length > 0;
      if (details.open) {
        const some = Object.entries(model.counters).filter(([, v]) => v !== 0);
        const none = Object.keys(model.counters).length - some.length;
        counters.replaceChildren(facts(some.map(([name, v]) => [name.replaceAll('_', ' '), count(v)])), h('p', { class: 'hint', text: `${none} more are 0.` }));
      }
      draw();
    },
    leave: () => watch.disconnect(),
  };
}
