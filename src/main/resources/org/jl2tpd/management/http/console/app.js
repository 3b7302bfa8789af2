// The frame: views, theme, who is signed in, and whether the figures are alive.

import { askOne, signIn, useInstance } from './jolokia.js';
import { beforeAll, model, onChange, poll, show, signInNow } from './model.js';
import { clock, duration, h, say, stateWords, tone, toast } from './parts.js';
import { overview } from './overview.js';
import { tunnels } from './tunnels.js';
import { sessions } from './sessions.js';
import { closed, events, profiles } from './others.js';

const VIEWS = { overview: ['Overview', overview], tunnels: ['Tunnels', tunnels], sessions: ['Sessions', sessions], events: ['Events', events], closed: ['Closed', closed], profiles: ['Profiles', profiles] };
const byId = (id) => document.getElementById(id);
const main = byId('main');
let current = null;
let currentHash = null;
let askedToSignIn = false;

function route() {
  const [, name = 'overview', rest = ''] = location.hash.match(/^#\/([a-z]+)(?:\/(.*))?$/) ?? [];
  const [title, make] = VIEWS[name] ?? VIEWS.overview;
  if (location.hash === currentHash) {
    return;
  }
  currentHash = location.hash;
  current?.leave();
  let words = '';
  try {
    words = decodeURIComponent(rest);
  } catch {
    words = '';
  }
  current = make(words);
  main.replaceChildren(current.element);
  document.title = `${title} – jl2tpd`;
  for (const link of document.querySelectorAll('#tabs a')) {
    if (link.getAttribute('href') === `#/${name}`) {
      link.setAttribute('aria-current', 'page');
      link.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
    } else {
      link.removeAttribute('aria-current');
    }
  }
  show(current);
}

const THEMES = { auto: ['◐', 'Theme: as the system'], light: ['☀', 'Theme: light'], dark: ['☾', 'Theme: dark'] };

function stored() {
  try {
    return localStorage.getItem('theme') ?? 'auto';
  } catch {
    return 'auto';
  }
}

function useTheme(theme) {
  const known = THEMES[theme] ? theme : 'auto';
  document.documentElement.dataset.theme = known;
  const button = byId('theme');
  [button.textContent] = THEMES[known];
  button.title = THEMES[known][1];
  button.setAttribute('aria-label', THEMES[known][1]);
  try {
    localStorage.setItem('theme', known);
  } catch {
    // Not kept, then.
  }
}

function showSignIn() {
  const button = byId('signin');
  button.hidden = false;
  say(button, signIn.user() ? `${signIn.user()} ✕` : 'Sign in');
  button.title = signIn.user() ? 'Sign out' : 'Only needed to change something';
}

/** Who listens hears the words once; how long it is since then is for the eye. */
function warn(box, words, age) {
  if (!box.firstChild) {
    box.append(h('span'), h('span', { class: 'age', 'aria-hidden': 'true' }));
  }
  say(box.firstChild, words);
  say(box.lastChild, age);
}

function showLive() {
  const live = byId('live');
  const stale = byId('stale');
  const t = model.totals;
  showSignIn();
  document.body.classList.toggle('is-stale', model.staleSinceMs > 0);
  if (model.staleSinceMs > 0) {
    live.className = 'live bad';
    say(live, model.needsSignIn ? 'signed out' : 'no answer');
    stale.hidden = false;
    const why = model.problem && model.problem !== 'no answer' ? ` (${model.problem})` : '';
    warn(
      stale,
      model.needsSignIn ? 'Reading needs a user here. Sign in to see the daemon.' : `No answer from the daemon since ${clock(model.staleSinceMs)}${why}. ${t ? 'What is shown is from then. ' : ''}Asking again every 2 s.`,
      model.needsSignIn ? '' : `${duration((Date.now() - model.staleSinceMs) / 1000)} ago`,
    );
  } else {
    stale.hidden = true;
    live.className = 'live good';
    say(live, 'live');
    live.title = `Last answer ${clock(model.answeredMs)}, after ${Math.round(model.roundTripMs)} ms`;
    const old = t?.tablesAgeMilliseconds ?? 0;
    if (old > 20000) {
      stale.hidden = false;
      warn(stale, 'The daemon answers, but with old figures: it is busy, or its protocol thread is held up.', `${duration(old / 1000)} old`);
    }
  }
  if (t) {
    const badge = byId('state');
    badge.hidden = false;
    badge.className = `badge ${t.state === 'DRAINING' ? 'wait' : tone(t.state)}`;
    say(badge, stateWords(t.state));
    say(byId('where'), [location.hostname.replace(/^127\.0\.0\.1$/, 'this host'), t.name].filter(Boolean).join(' · '));
  }
}

/** A daemon that is not alone in its process has an instance in its names. */
async function findInstance() {
  const found = await askOne({ type: 'search', mbean: 'org.jl2tpd:type=Daemon,*' });
  const instance = found[0]?.match(/instance=[^,]+/);
  useInstance(instance ? `,${instance[0]}` : '');
}

byId('tabs').append(...Object.entries(VIEWS).map(([name, [title]]) => h('li', {}, h('a', { href: `#/${name}`, text: title }))));
byId('theme').addEventListener('click', () => {
  const order = Object.keys(THEMES);
  useTheme(order[(order.indexOf(document.documentElement.dataset.theme) + 1) % order.length]);
});
byId('signin').addEventListener('click', () => {
  if (signIn.user()) {
    signIn.forget();
    toast('Signed out.');
    showLive();
  } else {
    signInNow();
  }
});
addEventListener('hashchange', route);
addEventListener('resize', () => document.querySelector('#tabs a[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
document.addEventListener('visibilitychange', () => document.hidden || poll());
document.addEventListener('keydown', (event) => {
  if (event.key === '/' && !event.target.closest('input, select, textarea, dialog')) {
    event.preventDefault();
    main.querySelector('input[type=search]')?.focus();
  }
});
useTheme(stored());
onChange(() => {
  showLive();
  if (model.needsSignIn && !askedToSignIn) {
    askedToSignIn = true;
    signInNow();
  }
});
beforeAll(findInstance);
setInterval(showLive, 1000);
route();
