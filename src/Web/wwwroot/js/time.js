// Pages contain times in UTC; this script shows them in the user's time zone, with UTC below or as a tooltip.
for (const element of document.querySelectorAll('time[data-show]')) {
  const utc = element.textContent;
  const moment = new Date(element.dateTime);
  const second = element.dataset.show === 'minute' ? undefined : '2-digit';
  const time = moment.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second });
  element.title = utc;
  element.textContent = element.dataset.show === 'both' ? `${moment.toLocaleDateString()} ${time}` : time;
  if (element.dataset.show === 'both') {
    const small = document.createElement('small');
    small.textContent = utc;
    element.append(small);
  }
}
