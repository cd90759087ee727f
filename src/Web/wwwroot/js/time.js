// Times stand in the page in UTC; with a script they are shown in the reader's zone, UTC beside or behind them.
for (const element of document.querySelectorAll('time[data-show]')) {
  const utc = element.textContent;
  const moment = new Date(element.dateTime);
  const time = moment.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  element.title = utc;
  element.textContent = element.dataset.show === 'both' ? `${moment.toLocaleDateString()} ${time}` : time;
  if (element.dataset.show === 'both') {
    const small = document.createElement('small');
    small.textContent = utc;
    element.append(small);
  }
}
