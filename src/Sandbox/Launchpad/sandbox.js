// The Sandbox's pages: forms that call the control API, buttons that copy, and lists that can be searched.
(function () {
  'use strict';

  function bodyOf(form) {
    var body = {};
    new FormData(form).forEach(function (value, name) {
      if (value !== '') { body[name] = form.elements[name].type === 'number' ? Number(value) : value; }
    });
    return body;
  }

  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (!form.dataset.api) { return; }
    event.preventDefault();
    var hasBody = form.dataset.api !== 'DELETE';
    fetch(form.action, {
      method: form.dataset.api,
      headers: hasBody ? { 'Content-Type': 'application/json' } : {},
      body: hasBody ? JSON.stringify(bodyOf(form)) : undefined
    }).then(function (answer) {
      if (answer.ok) { location.reload(); return; }
      return answer.json().then(function (problem) { window.alert(problem.error); });
    }, function () { window.alert('The Sandbox does not answer.'); });
  });

  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-copy]');
    if (!button) { return; }
    var label = button.textContent;
    navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent).then(function () {
      button.textContent = 'Copied';
      setTimeout(function () { button.textContent = label; }, 1500);
    });
  });

  document.addEventListener('input', function (event) {
    if (!event.target.dataset.search) { return; }
    var words = event.target.value.toLowerCase().split(/\s+/);
    document.querySelectorAll(event.target.dataset.search).forEach(function (item) {
      var text = item.textContent.toLowerCase();
      item.hidden = !words.every(function (word) { return text.includes(word); });
    });
    document.querySelectorAll('[data-group]').forEach(function (group) {
      group.hidden = !group.querySelector(event.target.dataset.search + ':not([hidden])');
    });
  });
})();
