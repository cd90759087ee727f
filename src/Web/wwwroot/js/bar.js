// Loads the platform's bar from the configured address and shows a notice if that fails.
(() => {
  const { bar, title } = document.currentScript.dataset;
  const missing = () => { document.getElementById('bar-missing').hidden = false; };
  const script = document.createElement('script');
  script.src = bar;
  script.onerror = missing;
  script.onload = () => {
    try {
      window._mdsp.init({ title, appId: '_mdspcontent', appInfoPath: '/app-info.json', initialize: true });
    } catch {
      missing();
    }
  };
  document.head.append(script);
})();
