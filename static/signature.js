// @ts-check
/** Drawing a signature on the screen: the box shows where there is script and "on the screen" is chosen; its picture goes with the form. */

for (const part of document.querySelectorAll('[data-signature]')) signature(/** @type {HTMLElement} */ (part));

/** @param {HTMLElement} part */
function signature(part) {
  const canvas = part.querySelector('canvas');
  const field = part.querySelector('input');
  const form = part.closest('form');
  const pen = canvas?.getContext('2d');
  if (!canvas || !field || !form || !pen) return;
  const wipe = () => {
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    field.value = '';
  };
  const show = () => {
    part.hidden = new FormData(form).get('way') !== 'screen';
  };
  wipe();
  show();
  form.addEventListener('change', show);
  part.querySelector('[data-clear]')?.addEventListener('click', wipe);
  draw(canvas, pen, () => {
    field.value = canvas.toDataURL('image/png');
  });
}

/** @param {HTMLCanvasElement} canvas @param {CanvasRenderingContext2D} pen @param {() => void} done */
function draw(canvas, pen, done) {
  let drawing = false;
  const place = (/** @type {PointerEvent} */ event) => {
    const box = canvas.getBoundingClientRect();
    const scale = canvas.width / box.width;
    return /** @type {[number, number]} */ ([(event.clientX - box.left) * scale, (event.clientY - box.top) * scale]);
  };
  canvas.addEventListener('pointerdown', (event) => {
    drawing = true;
    canvas.setPointerCapture(event.pointerId);
    pen.strokeStyle = '#10254a';
    pen.lineWidth = 5;
    pen.lineCap = pen.lineJoin = 'round';
    pen.beginPath();
    pen.moveTo(...place(event));
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!drawing) return;
    pen.lineTo(...place(event));
    pen.stroke();
  });
  for (const end of ['pointerup', 'pointercancel']) {
    canvas.addEventListener(end, () => {
      if (drawing) done();
      drawing = false;
    });
  }
}
