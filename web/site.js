/* site.js: what makes the pages handier where scripts run; nothing needs them.
 *
 * Tables: a button in each head sorts by its column. Pictures: the values of their marks at the
 * pointer, under the finger, and by the arrow keys where the picture has the focus; buttons that
 * enlarge a map, on a telephone every picture. Words come from lang/, by the script's own element. */
'use strict';
(() => {
  const words = document.currentScript.dataset;
  const language = document.documentElement.lang;
  const decimal = language === 'en' ? '.' : ',';

  /* ---- tables ---- */

  /* "−1.234,5 %" as a number; NaN where none stands ("–", "Bruch"). */
  const numberOf = (text) => {
    const plain = text.replace(/\u2212/g, '-').replace(/[^0-9+\-.,]/g, '');
    const kept = [...plain].filter((c) => c === decimal || !/[.,]/.test(c)).join('');
    return /\d/.test(kept) ? parseFloat(kept.replace(decimal, '.')) : NaN;
  };

  /* What is missing stays last, whichever way one sorts; equals keep their order. */
  function compare(a, b, isNumber, sign) {
    if (!isNumber) return sign * a.localeCompare(b, language, { numeric: true });
    const [x, y] = [numberOf(a), numberOf(b)];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) - Number.isNaN(y);
    return sign * (x - y);
  }

  /* Numbers from the largest, words from A; again: the other way; then as the page had it. */
  function sort(table, rows, head, c) {
    const isNumber = head.classList.contains('n');
    const ways = isNumber ? ['descending', 'ascending', null] : ['ascending', 'descending', null];
    const way = ways[(ways.indexOf(head.getAttribute('aria-sort')) + 1) % 3];
    for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
    const order = [...rows];
    if (way) {
      head.setAttribute('aria-sort', way);
      const sign = way === 'ascending' ? 1 : -1;
      order.sort((a, b) =>
        compare(a.cells[c].textContent.trim(), b.cells[c].textContent.trim(), isNumber, sign));
    }
    table.tBodies[0].append(...order);
  }

  for (const table of document.querySelectorAll('main .wide > table')) {
    const heads = table.tHead && table.tHead.rows[0].cells;
    const rows = [...table.tBodies[0].rows];
    if (!heads || rows.length < 3 || rows.some((r) => r.cells.length !== heads.length)) continue;
    [...heads].forEach((head, c) => {
      if (!head.textContent.trim()) return;
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => sort(table, rows, head, c));
    });
  }

  /* ---- pictures ---- */

  const tip = document.createElement('p');
  tip.className = 'tip';
  tip.setAttribute('role', 'status');
  document.body.append(tip);
  const hide = () => {
    tip.textContent = '';
    document.querySelector('.shown-mark')?.classList.remove('shown-mark');
  };

  function show(mark, text) {
    hide();
    const at = mark.getBoundingClientRect();
    mark.classList.add('shown-mark');
    tip.textContent = text;
    const room = document.documentElement.clientWidth - tip.offsetWidth - 4;
    const above = at.top > tip.offsetHeight + 8 ? at.top - tip.offsetHeight - 6 : at.bottom + 6;
    tip.style.left = `${Math.max(4, Math.min(room, at.left + at.width / 2 - tip.offsetWidth / 2)) + scrollX}px`;
    tip.style.top = `${above + scrollY}px`;
  }

  /* The browser's own tooltips would stand beside ours: the titles of marks are taken out, the
   * description of the whole picture stays. */
  function tellMarks(figure, svg) {
    const told = new Map();
    for (const title of svg.querySelectorAll(':scope * > title')) {
      told.set(title.parentNode, title.textContent);
      title.remove();
    }
    const marks = [...told.keys()];
    const seen = (event) => {
      const mark = event.target.closest('svg *');
      if (told.has(mark)) show(mark, told.get(mark));
      else hide();
    };
    svg.addEventListener('pointerover', seen);
    svg.addEventListener('click', seen);
    svg.addEventListener('pointerleave', hide);
    figure.addEventListener('scroll', hide, { passive: true });
    figure.addEventListener('blur', hide);
    figure.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (event.key === 'Escape') hide();
      if (!step || !marks.length) return;
      event.preventDefault();
      const now = marks.findIndex((m) => m.classList.contains('shown-mark'));
      const next = marks[now < 0 ? (step > 0 ? 0 : marks.length - 1)
        : (now + step + marks.length) % marks.length];
      const [at, room] = [next.getBoundingClientRect(), figure.getBoundingClientRect()];
      if (at.left < room.left || at.right > room.right)
        figure.scrollLeft += at.left - room.left - room.width / 2;
      // The scrolling is told to listeners first, and hides what is shown.
      requestAnimationFrame(() => requestAnimationFrame(() => show(next, told.get(next))));
    });
  }

  function addZoom(figure, svg) {
    const steps = [1, 1.6, 2.5, 4];
    const bar = document.createElement('p');
    const buttons = [[words.smaller, '\u2212', -1], [words.larger, '+', 1]].map(([name, sign, by]) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = sign;
      button.setAttribute('aria-label', name);
      button.addEventListener('click', () => zoom(by));
      return button;
    });
    let level = 0;
    function zoom(by) {
      const middle = (figure.scrollLeft + figure.clientWidth / 2) / figure.scrollWidth;
      level = Math.max(0, Math.min(steps.length - 1, level + by));
      hide();
      figure.classList.toggle('enlarged', level > 0);
      svg.style.width = level ? `${100 * steps[level]}%` : '';
      figure.scrollLeft = middle * figure.scrollWidth - figure.clientWidth / 2;
      buttons[0].setAttribute('aria-disabled', level === 0);
      buttons[1].setAttribute('aria-disabled', level === steps.length - 1);
    }
    bar.className = svg.querySelectorAll('.f-land').length > 9 ? 'zoom map' : 'zoom';
    bar.append(...buttons);
    figure.before(bar);
    zoom(0);
  }

  for (const figure of document.querySelectorAll('main figure')) {
    const svg = figure.querySelector(':scope > svg');
    if (!svg) continue;
    tellMarks(figure, svg);
    addZoom(figure, svg);
  }
})();
