// What the page knows of the daemon, and how it changes something there.

import { ask, askOne, bean, exec, read, Refused, signIn, Unreachable } from './jolokia.js';
import { askSignIn, toast } from './parts.js';

const POLL_MS = 2000;
const HIDDEN_POLL_MS = 10000;

/** How long figures are kept for the plots. */
export const HISTORY_MS = 15 * 60 * 1000;

/** Events that the page keeps. */
const EVENTS = 1000;

/** Two samples further apart have a gap between them. */
export const GAP_MS = 25000;

export const model = {
  totals: null,
  counters: {},
  peers: [],
  events: [],
  lastEvent: 0,
  samples: [],
  /** When the last answer came, and since when there was none; ms of this browser's clock. */
  answeredMs: 0,
  staleSinceMs: 0,
  problem: '',
  needsSignIn: false,
  roundTripMs: 0,
  /** The daemon's clock minus this browser's. */
  clockShiftMs: 0,
};

/** Now, by the daemon's clock. */
export const now = () => Date.now() + model.clockShiftMs;

const DROPS = /^(dropped_|wrong_source|no_matching_tunnel|unexpected_without_tunnel|sccrq_(malformed|denied|tunnel_limit|half_open)|data_(no_session|malformed|not_open|sequence_discards))/;

const sum = (rows, name) => rows.reduce((all, row) => all + (row[name] ?? 0), 0);

function sample() {
  const { totals, peers, counters } = model;
  const some = peers.length > 0;
  let drops = sum(peers, 'dataRxDiscardsTotal');
  for (const [name, value] of Object.entries(counters)) {
    if (DROPS.test(name)) {
      drops += value;
    }
  }
  return {
    t: totals.timeMilliseconds - Math.max(0, totals.tablesAgeMilliseconds ?? 0),
    process: totals.processId,
    sessions: totals.establishedSessions,
    tunnels: totals.establishedTunnels,
    opened: totals.sessionsOpenedTotal,
    closed: totals.sessionsClosedTotal,
    control: some
      ? sum(peers, 'controlRxPacketsTotal') + sum(peers, 'controlTxPacketsTotal')
      : totals.datagramsRxTotal + totals.datagramsTxTotal - totals.dataRxPacketsTotal - totals.dataTxPacketsTotal,
    again: totals.controlRetransmissionsTotal,
    rx: 8 * Math.max(sum(peers, 'dataRxOctetsTotal'), totals.dataRxOctetsTotal),
    tx: 8 * Math.max(sum(peers, 'dataTxOctetsTotal'), totals.dataTxOctetsTotal),
    drops,
  };
}

function keepSample() {
  const made = sample();
  const { samples } = model;
  const last = samples.at(-1);
  if (last && (last.process !== made.process || made.opened < last.opened)) {
    samples.length = 0;
    model.events = [];
    model.lastEvent = 0;
    toast('The daemon was started anew; plots begin again.');
  } else if (last && made.t - last.t < 250) {
    return;
  }
  samples.push(made);
  while (samples.length > 0 && samples[0].t < made.t - HISTORY_MS) {
    samples.shift();
  }
}

/** Points {t, v} of a gauge; v is null where there is a gap. */
export function gauge(name) {
  return withGaps(model.samples.map((s) => ({ t: s.t, v: s[name] })));
}

/** Points {t, v} of a counter's rate a second. */
export function rateOf(name) {
  const points = [];
  for (let i = 1; i < model.samples.length; i++) {
    const a = model.samples[i - 1];
    const b = model.samples[i];
    points.push({ t: b.t, v: b.t - a.t > GAP_MS ? null : Math.max(0, (b[name] - a[name]) / ((b.t - a.t) / 1000)) });
  }
  return points;
}

function withGaps(points) {
  return points.flatMap((p, i) => (i > 0 && p.t - points[i - 1].t > GAP_MS ? [{ t: p.t - 1, v: null }, p] : [p]));
}

let view = null;
let changed = () => {};
let prepare = async () => {};
let prepared = false;
let timer = 0;
let running = false;
let again = false;

/** Requests of the view are sent beside the page's own; its update gets their answers. */
export function show(next) {
  view = next;
  poll();
}

export function onChange(listener) {
  changed = listener;
}

/** What must be known before anything is asked; repeated until it succeeds. */
export function beforeAll(task) {
  prepare = task;
}

/** Asks now, or once more when an answer is under way. */
export async function poll() {
  if (running) {
    again = true;
    return;
  }
  running = true;
  clearTimeout(timer);
  do {
    again = false;
    await once();
  } while (again);
  running = false;
  timer = setTimeout(poll, document.hidden ? HIDDEN_POLL_MS : POLL_MS);
}

async function once() {
  const asked = view;
  try {
    if (!prepared) {
      await prepare();
      prepared = true;
    }
  } catch (problem) {
    fail(problem);
    changed();
    return;
  }
  const own = [
    exec('Daemon', 'dashboard', model.lastEvent),
    { type: 'read', mbean: `${bean('PeerProfile')},*` },
    read('Daemon', 'Counters'),
  ];
  const began = performance.now();
  try {
    const answers = await ask([...own, ...(asked?.requests() ?? [])]);
    model.roundTripMs = performance.now() - began;
    take(answers);
    changed();
    if (asked === view) {
      asked?.update(answers.slice(own.length));
    }
  } catch (problem) {
    fail(problem);
    changed();
  }
}

function take(answers) {
  const [dashboard, peers, counters] = answers;
  if (!dashboard.ok) {
    throw new Refused(dashboard.status, dashboard.error);
  }
  model.totals = dashboard.value.totals;
  model.peers = peers.ok ? Object.entries(peers.value).map(([mbean, peer]) => ({ ...peer, mbean })) : [];
  model.counters = counters.ok ? counters.value : {};
  const fresh = dashboard.value.events ?? [];
  if (fresh.length > 0) {
    model.events = model.events.concat(fresh).slice(-EVENTS);
    model.lastEvent = fresh.at(-1).number;
  }
  model.answeredMs = Date.now();
  model.clockShiftMs = model.totals.timeMilliseconds - model.answeredMs;
  model.staleSinceMs = 0;
  model.problem = '';
  model.needsSignIn = false;
  keepSample();
}

function fail(problem) {
  if (!(problem instanceof Unreachable || problem instanceof Refused)) {
    console.error(problem);
  }
  model.staleSinceMs ||= model.answeredMs || Date.now();
  model.needsSignIn = problem.status === 401;
  model.problem = problem.message;
}

/**
 * Changes something; asks who does it first.
 * @returns null when it was not done, else {value}
 */
export async function change(request, what, why = `${what} is a change: it needs a user with access = "write".`) {
  let problem = '';
  let user = '';
  for (;;) {
    if (!signIn.user()) {
      const given = await askSignIn(why, problem, user);
      if (!given) {
        return null;
      }
      signIn.use(given.user, given.password);
    }
    try {
      const value = await askOne(request);
      changed();
      poll();
      return { value };
    } catch (e) {
      if (e.status === 401) {
        user = signIn.user();
        signIn.forget();
        problem = e.message;
      } else {
        toast(e instanceof Unreachable ? 'The daemon did not answer; it is not known whether the change was made.' : `${what}: ${e.message}`, 'bad');
        changed();
        return null;
      }
    }
  }
}

/** Signs in without a change. */
export async function signInNow() {
  await change({ type: 'version' }, 'Sign in', model.needsSignIn ? 'Reading needs a user here.' : 'Only changes need a user here.');
}

/** Switches a bit of a debug mask, and says what took effect. */
export async function pressBit(tunnel, session, name, on, mark) {
  const what = session ? `session ${tunnel}/${session}` : `tunnel ${tunnel}`;
  const done = await change(exec('Daemon', 'setDebugMask', tunnel, session, `${on ? '+' : '-'}${name}`), `Debug mask of ${what}`);
  if (done) {
    mark(done.value.mask);
    const effects = done.value.effects ?? [];
    toast(`Debug mask of ${what}: ${done.value.bits}`, 'good', effects.map((e) => `${e.what}: ${e.refused ? 'refused' : e.active ? 'on' : 'no effect'}${e.detail ? ` (${e.detail})` : ''}`));
  }
}
