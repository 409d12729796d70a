// Runs after the module's own script. The clock of a page has steps of a tenth of a millisecond, so many decisions
// are timed together. Gives back microseconds per decision, case by case.
const [encoded, packs, cases] = arguments;
const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
return wasm_bindgen({ module_or_path: bytes }).then(() => {
  const desk = new wasm_bindgen.Desk(packs, cases);
  const questions = Array.from({ length: desk.n_questions() }, (_, idx) => idx);
  const until = performance.now() + 500;
  while (performance.now() < until) {
    questions.forEach((idx) => desk.decide(idx, 10));
  }
  const once = (idx) => {
    let n = 0;
    const started = performance.now();
    while (performance.now() - started < 20) {
      desk.decide(idx, 50);
      n += 50;
    }
    return ((performance.now() - started) * 1000) / n;
  };
  const middle = (times) => times.sort((one, other) => one - other)[times.length >> 1];
  return questions.map((idx) => middle(Array.from({ length: 5 }, () => once(idx))));
});
