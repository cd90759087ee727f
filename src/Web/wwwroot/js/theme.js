// Light or dark: the user's choice (a cookie without an identifier), else the system's. Set before the first paint.
(() => {
  const root = document.documentElement;
  const chosen = /(?:^|; )theme=(light|dark)(?:;|$)/.exec(document.cookie)?.[1];
  const show = scheme => { root.dataset.ixColorSchema = scheme; };
  show(chosen ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));

  document.addEventListener('DOMContentLoaded', () => {
    const button = document.getElementById('theme');
    const other = () => (root.dataset.ixColorSchema === 'dark' ? 'light' : 'dark');
    const label = () => { button.textContent = button.dataset[other()]; };
    label();
    button.hidden = false;
    button.addEventListener('click', () => {
      show(other());
      document.cookie = `theme=${root.dataset.ixColorSchema}; Path=/; Max-Age=31536000; SameSite=Lax`;
      label();
    });
  });
})();
