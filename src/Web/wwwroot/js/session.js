// The platform owns the session. This page detects its end without prolonging it: it asks only when the user returns to the page,
// never on a timer, and tells the other tabs. The content stays readable; one link signs in and returns here.
(() => {
  const { reader, idle } = document.currentScript.dataset;
  const idleTime = Number(idle) * 60_000;
  const warnings = [idleTime - 5 * 60_000, idleTime - 60_000];
  const asked = { at: 0 };
  const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('session') : { postMessage() {} };
  let timers = [];

  // The banner also carries the texts, in the page's language.
  const banner = document.getElementById('session');
  const text = (name, value) => banner.dataset[name].replace('{0}', value);
  const clock = () => new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

  const say = (message, action, run) => {
    const button = document.createElement('a');
    button.className = 'button';
    button.href = location.href;
    button.textContent = action;
    if (run) {
      button.addEventListener('click', event => { event.preventDefault(); run(); });
    }
    banner.replaceChildren(message, ' ', button);
    banner.hidden = false;
  };

  const ended = tell => {
    document.body.classList.add('ended');
    say(text('ended', clock()), text('signInToContinue'));
    timers.forEach(clearTimeout);
    if (tell) tabs.postMessage({ event: 'ended' });
  };

  const alive = tell => {
    document.body.classList.remove('ended');
    banner.hidden = true;
    timers.forEach(clearTimeout);
    timers = warnings.filter(time => time > 0).map(time => setTimeout(() => say(
      text('endsSoon', Math.round((idleTime - time) / 60_000)), text('continue'), ask), time));
    timers.push(setTimeout(() => ended(false), idleTime));
    if (tell) tabs.postMessage({ event: 'alive', reader });
  };

  const ask = async () => {
    asked.at = Date.now();
    let answer;
    try {
      answer = await fetch('/session', { headers: { Accept: 'application/json' }, redirect: 'manual', cache: 'no-store' });
    } catch {
      return; // Without a network the state of the session is unknown.
    }
    if (answer.type === 'opaqueredirect' || answer.status === 401) {
      ended(true);
    } else if (answer.ok && (await answer.json()).reader !== reader) {
      location.reload(); // Another user is signed in: this page was made for someone else.
    } else if (answer.ok) {
      alive(true);
    }
  };

  const back = () => {
    if (document.visibilityState === 'visible' && Date.now() - asked.at > 10_000) ask();
  };

  // The user signed out, or another user signed in: remove the content.
  const gone = () => {
    timers.forEach(clearTimeout);
    const link = document.createElement('a');
    link.href = location.href;
    link.textContent = text('signIn');
    document.title = text('signedOut');
    document.body.replaceChildren(`${document.title}. `, link);
  };

  // The platform's bar has no sign-out event; navigation to /logout is detected instead.
  const isSignOut = address => new URL(address, location.href).pathname === '/logout';
  const signingOut = () => tabs.postMessage({ event: 'gone' });
  document.addEventListener('click', event => {
    const link = event.target.closest?.('a[href]');
    if (link && isSignOut(link.href)) signingOut();
  }, true);
  window.navigation?.addEventListener('navigate', event => { if (isSignOut(event.destination.url)) signingOut(); });

  const heard = { ended: () => ended(false), gone, alive: message => (message.reader === reader ? alive(false) : gone()) };
  tabs.onmessage = ({ data }) => heard[data.event]?.(data);
  document.addEventListener('visibilitychange', back);
  window.addEventListener('focus', back);
  // A page restored from the back/forward cache stays hidden until it has been reloaded.
  window.addEventListener('pagehide', () => document.documentElement.classList.add('veiled'));
  window.addEventListener('pageshow', event => { if (event.persisted) location.reload(); });
  document.addEventListener('DOMContentLoaded', () => { asked.at = Date.now(); alive(true); });
})();
