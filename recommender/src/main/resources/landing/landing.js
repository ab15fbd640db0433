'use strict';

// An answer that this page may not read is an answer: the room is open
const PATIENCE_MS = 5000;

for (const state of document.querySelectorAll('[data-ask]')) {
  fetch(state.dataset.ask, { mode: 'no-cors', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) })
    .then(() => show(state, 'good', 'answers'))
    .catch(() => show(state, 'bad', 'does not answer: ./shoplake up starts it'));
}

function show(state, kind, text) {
  state.textContent = text;
  state.classList.add(kind);
}
