// Everything that the page knows comes through here: Jolokia's protocol, many requests in one POST.

/** The daemon gave no answer. */
export class Unreachable extends Error {}

/** The daemon answered no. */
export class Refused extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

const TIMEOUT_MS = 8000;

// Kept in this page's memory alone: gone with it.
let signedIn = null;

export const signIn = {
  user: () => signedIn?.user ?? '',
  use(user, password) {
    const octets = new TextEncoder().encode(`${user}:${password}`);
    signedIn = { user, header: 'Basic ' + btoa(String.fromCharCode(...octets)) };
  },
  forget() {
    signedIn = null;
  },
};

/** Java's names of exceptions in front of the words are of no use to an operator. */
function words(error) {
  return String(error ?? 'refused').replace(/^([\w$]+\.)+[\w$]+ ?: ?/, '').replace(/^([\w$]+\.)+[\w$]+: ?/, '');
}

/** Attributes have a capital first letter, items of a row have not: here nothing has. */
function plain(value) {
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const made = {};
  for (const [key, item] of Object.entries(value)) {
    made[/^[A-Z][a-z]/.test(key) ? key[0].toLowerCase() + key.slice(1) : key] = plain(item);
  }
  return made;
}

/** @returns for each request {ok, value} or {ok: false, error} */
export async function ask(requests) {
  const headers = { 'Content-Type': 'application/json' };
  if (signedIn) {
    headers.Authorization = signedIn.header;
  }
  let reply;
  try {
    reply = await fetch('jolokia', {
      method: 'POST',
      headers,
      body: JSON.stringify(requests),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new Unreachable('no answer');
  }
  if (reply.status === 401) {
    signedIn = null;
  }
  if (!reply.ok) {
    const said = await reply.json().catch(() => ({}));
    throw new Refused(reply.status, words(said.error));
  }
  let answers;
  try {
    answers = await reply.json();
  } catch {
    throw new Unreachable('an answer that was cut');
  }
  return answers.map((answer) =>
    answer.status === 200
      ? { ok: true, value: plain(answer.value) }
      : { ok: false, status: answer.status, error: words(answer.error) },
  );
}

/** One request whose answer is wanted; throws what went wrong. */
export async function askOne(request) {
  const [answer] = await ask([request]);
  if (!answer.ok) {
    throw new Refused(answer.status, answer.error);
  }
  return answer.value;
}

let suffix = '';

/** Of several daemons in one process each has its instance. */
export function useInstance(name) {
  suffix = name;
}

export const bean = (type) => `org.jl2tpd:type=${type}${suffix}`;
export const exec = (type, operation, ...args) => ({ type: 'exec', mbean: bean(type), operation, arguments: args });
export const read = (type, attribute) => ({ type: 'read', mbean: bean(type), ...(attribute && { attribute }) });
export const write = (type, attribute, value) => ({ type: 'write', mbean: bean(type), attribute, value });
