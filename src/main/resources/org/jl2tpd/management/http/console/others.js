// Events, what ended last, and profiles.

import { bean, read } from './jolokia.js';
import { change, model, now, poll } from './model.js';
import { askText, count, debounce, duration, empty, endpoint, h, moment, octets, stateWords, table, toast } from './parts.js';

const MOST_LINES = 300;

export function events(filter = '') {
  const search = h('input', { type: 'search', placeholder: 'Search peer, user, reason', 'aria-label': 'Search events', value: filter, spellcheck: 'false' });
  const kind = h('select', { 'aria-label': 'Kind of event' }, h('option', { value: '', text: 'All kinds' }), h('option', { value: '!', text: 'Warnings' }));
  const tally = h('span', { class: 'tally', role: 'status' });
  const none = h('div');
  const known = new Set();
  let held = null;
  const hold = h('button', { type: 'button', class: 'plain', 'aria-pressed': 'false', text: 'Pause' });
  const list = table({
    caption: 'Events, the latest first',
    className: 'stack',
    key: (r) => r.number,
    columns: [
      { name: 'time', label: 'Time', className: 'when', mark: (r) => `${r.number} ${Math.floor((now() - r.timeMilliseconds) / 10000)}`, fill: (c, r) => c.replaceChildren(moment(r.timeMilliseconds, now())) },
      { name: 'kind', label: 'Event', mark: (r) => r.kind, fill: (c, r) => c.replaceChildren(h('span', { class: `kind ${r.warning ? 'warn' : ''}`, text: stateWords(r.kind) })) },
      { name: 'what', label: 'About', mark: (r) => r.number, fill: (c, r) => c.replaceChildren(about(r), h('span', { class: 'sub', text: [r.user, r.tunnelName].filter(Boolean).join(' · ') })) },
      { name: 'peer', label: 'Peer', className: 'mono p2', text: (r) => r.peer || '–' },
      { name: 'address', label: 'Address', className: 'mono p2', text: (r) => [r.address, r.device].filter(Boolean).join(' · ') || '–' },
      { name: 'detail', label: 'Detail', className: 'long', text: (r) => r.detail },
    ],
  });

  function about(r) {
    if (r.sessionId) {
      return h('a', { class: 'mono', href: `#/sessions/id:${r.sessionId}`, text: `session ${r.tunnelId}/${r.sessionId}` });
    }
    return r.tunnelId ? h('a', { class: 'mono', href: `#/tunnels/id:${r.tunnelId}`, text: `tunnel ${r.tunnelId}` }) : h('span', { text: '–' });
  }

  function render() {
    const all = held ?? model.events;
    for (const event of all) {
      if (!known.has(event.kind)) {
        known.add(event.kind);
        kind.append(h('option', { value: event.kind, text: stateWords(event.kind) }));
      }
    }
    const wanted = search.value.trim().toLowerCase();
    const found = all.filter((e) => (kind.value === '' || (kind.value === '!' ? e.warning : e.kind === kind.value)) && (!wanted || `${e.peer} ${e.user} ${e.address} ${e.tunnelName} ${e.device} ${e.detail} ${e.tunnelId} ${e.tunnelId}/${e.sessionId}`.toLowerCase().includes(wanted)));
    list.update(found.slice(-MOST_LINES).reverse());
    const lost = model.totals?.eventsLostTotal ?? 0;
    tally.textContent = `${count(found.length)} of ${count(all.length)} events${found.length > MOST_LINES ? `, the last ${MOST_LINES} shown` : ''}${lost > 0 ? `; ${count(lost)} were lost` : ''}`;
    list.element.hidden = found.length === 0;
    none.replaceChildren(found.length > 0 ? '' : all.length > 0 ? empty('No event matches') : empty('Nothing happened yet', 'Tunnels and sessions that come and go are told here as they do.'));
  }

  hold.addEventListener('click', () => {
    held = held ? null : model.events;
    hold.setAttribute('aria-pressed', String(held !== null));
    hold.textContent = held ? 'Go on' : 'Pause';
    render();
  });
  search.addEventListener('input', debounce(120, render));
  kind.addEventListener('change', render);
  const element = h('div', { class: 'view' }, h('h1', { class: 'unseen', text: 'Events' }), h('div', { class: 'tools' }, search, kind, hold, tally), h('div', { class: 'wide panel' }, list.element, none));
  return { element, requests: () => [], update: render, leave() {} };
}

const how = (r) => `${r.byPeer ? 'by the peer' : 'by us'}${r.established ? '' : ', never established'}`;
const cause = (r) => [r.reason || 'no reason given', r.resultCode ? `result ${r.resultCode}${r.errorCode ? `, error ${r.errorCode}` : ''}` : '', r.pppCause > 0 ? `PPP cause ${r.pppCause}` : ''].filter(Boolean).join('; ');

export function closed(filter = '') {
  const search = h('input', { type: 'search', placeholder: 'Search user, peer, reason', 'aria-label': 'Search what ended', value: filter, spellcheck: 'false' });
  const when = { name: 'time', label: 'Ended', className: 'when', mark: (r) => `${r.number} ${Math.floor((now() - r.closedMilliseconds) / 10000)}`, fill: (c, r) => c.replaceChildren(moment(r.closedMilliseconds, now())) };
  const lived = { name: 'lived', label: 'Was up', className: 'n p1', text: (r) => (r.livedMilliseconds < 1000 ? `${r.livedMilliseconds}\u202fms` : duration(r.livedMilliseconds / 1000)) };
  const why = { name: 'why', label: 'Cause', className: 'long', mark: (r) => r.number, fill: (c, r) => c.replaceChildren(h('span', { text: cause(r) }), h('span', { class: 'sub', text: how(r) })) };
  const sessionList = table({
    caption: 'Sessions that ended',
    className: 'stack',
    key: (r) => r.number,
    columns: [
      when,
      { name: 'id', label: 'Session', className: 'mono', text: (r) => `${r.tunnelId}/${r.id}` },
      { name: 'user', label: 'User', text: (r) => r.user || '–' },
      { name: 'address', label: 'Address', className: 'mono p2', text: (r) => r.peerIpv4Address || '–' },
      { name: 'peer', label: 'Peer', className: 'mono p3', text: (r) => r.peerAddress },
      { name: 'data', label: 'Received / sent', className: 'n p2', text: (r) => `${octets(r.rxOctets)} / ${octets(r.txOctets)}` },
      lived,
      why,
    ],
  });
  const tunnelList = table({
    caption: 'Tunnels that ended',
    className: 'stack',
    key: (r) => r.number,
    columns: [
      when,
      { name: 'id', label: 'Tunnel', mark: (r) => r.number, fill: (c, r) => c.replaceChildren(h('span', { class: 'mono', text: String(r.id) }), h('span', { class: 'sub', text: r.name })) },
      { name: 'peer', label: 'Peer', mark: (r) => r.number, fill: (c, r) => c.replaceChildren(h('span', { class: 'mono', text: endpoint(r.peerAddress, r.peerPort) }), h('span', { class: 'sub', text: r.peerHostName })) },
      { name: 'profile', label: 'Profile', className: 'p2', text: (r) => r.peerProfile || '–' },
      { name: 'sessions', label: 'Sessions', className: 'n p2', text: (r) => count(r.sessionsTotal) },
      lived,
      why,
    ],
  });
  const noTunnels = empty('No tunnel has ended', 'The last ones that end are listed here with their cause.');
  const noSessions = empty('No session has ended', 'The last ones that end are listed here with their cause.');
  let last = [[], []];

  function render() {
    const wanted = search.value.trim().toLowerCase();
    const hit = (r) => !wanted || `${r.user ?? ''} ${r.name ?? ''} ${r.peerAddress} ${r.peerIpv4Address ?? ''} ${r.peerHostName ?? ''} ${r.reason} ${r.id}`.toLowerCase().includes(wanted);
    const [tunnels, sessions] = last.map((rows) => rows.filter(hit));
    tunnelList.update(tunnels.slice(0, MOST_LINES));
    sessionList.update(sessions.slice(0, MOST_LINES));
    tunnelList.element.hidden = tunnels.length === 0;
    sessionList.element.hidden = sessions.length === 0;
    noTunnels.hidden = tunnels.length > 0;
    noSessions.hidden = sessions.length > 0;
  }

  search.addEventListener('input', debounce(120, render));
  const panel = (title, ...children) => h('section', { class: 'panel' }, h('header', {}, h('h2', { text: title })), h('div', { class: 'wide' }, ...children));
  const element = h('div', { class: 'view' }, h('h1', { class: 'unseen', text: 'Closed' }), h('div', { class: 'tools' }, search), panel('Tunnels', tunnelList.element, noTunnels), panel('Sessions', sessionList.element, noSessions));
  return {
    element,
    requests: () => [read('Daemon', 'RecentlyClosedTunnels'), read('Daemon', 'RecentlyClosedSessions')],
    update(answers) {
      last = answers.map((a) => (a.ok ? a.value : []));
      render();
    },
    leave() {},
  };
}

const KINDS = ['peer', 'tunnel', 'session', 'ppp'];

export function profiles(chosen = '') {
  const [kind0, name0] = chosen.split(':');
  let kind = KINDS.includes(kind0) ? kind0 : 'peer';
  let name = name0 ?? 'default';
  let known = [];
  let shown = '';
  const kinds = h('div', { class: 'segments', role: 'group', 'aria-label': 'Kind of profile' });
  const names = h('ul', { class: 'names' });
  const body = h('div', { class: 'panel' });
  const onlySet = h('input', { type: 'checkbox' });
  const search = h('input', { type: 'search', placeholder: 'Search attributes', 'aria-label': 'Search attributes', spellcheck: 'false' });
  const mbean = () => bean('Profile').replace('type=Profile', `type=Profile,kind=${kind}`);
  const call = (operation, ...args) => ({ type: 'exec', mbean: mbean(), operation, arguments: args });
  const quote = (text) => (/^[\w.:/@-]+$/.test(text) ? text : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`);

  function refresh() {
    shown = '';
    history.replaceState(null, '', `#/profiles/${kind}:${encodeURIComponent(name)}`);
    render();
  }

  async function edit(profile, attribute) {
    const given = await askText(`${kind}.${profile.name}: ${attribute}`, 'Holds for tunnels and sessions made from now on, until the restart unless it is saved (jl2tpctl config save).', 'Value', profile.values[attribute], 'Set');
    if (given && (await change(call('modify', profile.name, `${attribute}=${quote(given.value)}`), `Set ${attribute}`))) {
      toast(`${attribute} is set.`, 'good');
      shown = '';
    }
  }

  async function unset(profile, attribute) {
    if (await change(call('unset', profile.name, attribute), `Reset ${attribute}`)) {
      toast(`${attribute} has its default again.`, 'good');
      shown = '';
    }
  }

  function line(profile, attribute) {
    const isSet = profile.set.includes(attribute);
    const text = profile.values[attribute];
    return h(
      'tr',
      { class: isSet ? 'set' : '' },
      h('th', { scope: 'row', class: 'mono', text: attribute }),
      h('td', { class: 'mono', text: text === '' ? '–' : text }),
      h('td', { class: 'p1', text: isSet ? 'set' : 'default' }),
      h(
        'td',
        { class: 'do' },
        !/(secret|password)$/.test(attribute) && h('button', { type: 'button', class: 'small', text: 'Change…', 'aria-label': `Change ${attribute}`, onclick: () => edit(profile, attribute) }),
        isSet && h('button', { type: 'button', class: 'small', text: 'Reset', 'aria-label': `Give ${attribute} its default back`, onclick: () => unset(profile, attribute) }),
      ),
    );
  }

  function render() {
    kinds.replaceChildren(...KINDS.map((k) => h('button', { type: 'button', text: k, 'aria-pressed': String(k === kind), onclick: () => ((kind = k), (name = 'default'), (known = []), refresh(), poll()) })));
    const profile = known.find((p) => p.name === name) ?? known.find((p) => p.name === 'default') ?? known[0];
    names.replaceChildren(...known.map((p) => h('li', {}, h('button', { type: 'button', 'aria-current': String(p === profile), onclick: () => ((name = p.name), refresh()) }, h('span', { text: p.name }), h('span', { class: 'sub', text: `${p.fromFile ? 'file' : 'made here'}${p.useCount > 0 ? ` · ${count(p.useCount)} in use` : ''}` })))));
    if (!profile) {
      body.replaceChildren(empty('No profiles to show', 'The daemon did not list any of this kind.'));
      return;
    }
    const wanted = search.value.trim().toLowerCase();
    const attributes = Object.keys(profile.values).sort().filter((a) => (!onlySet.checked || profile.set.includes(a)) && a.includes(wanted));
    body.replaceChildren(
      h('header', {}, h('h2', { text: `${kind}.${profile.name}` }), h('p', { class: 'hint', text: `${profile.fromFile ? 'From the configuration file' : 'Made by an operator'}; ${count(profile.useCount)} in use; ${profile.set.length} of ${Object.keys(profile.values).length} attributes set.` })),
      attributes.length > 0 ? h('div', { class: 'wide' }, h('table', { class: 'attributes' }, h('tbody', {}, ...attributes.map((a) => line(profile, a))))) : empty('No attribute to show', onlySet.checked ? 'Every attribute has its default.' : ''),
    );
  }

  onlySet.addEventListener('change', render);
  search.addEventListener('input', debounce(120, render));
  const element = h('div', { class: 'view' }, h('h1', { class: 'unseen', text: 'Profiles' }), h('div', { class: 'tools' }, kinds, search, h('label', { class: 'check' }, onlySet, ' Only what is set')), h('div', { class: 'two' }, names, body));
  return {
    element,
    requests: () => [call('list')],
    update([answer]) {
      const text = JSON.stringify([kind, answer]);
      if (text !== shown) {
        shown = text;
        known = answer.ok ? Object.values(answer.value).sort((a, b) => (a.name === 'default' ? -1 : b.name === 'default' ? 1 : a.name.localeCompare(b.name))) : [];
        render();
      }
    },
    leave() {},
  };
}
