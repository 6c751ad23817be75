/* Enhancements of the shop; each page works without them. */

// Suggestions while typing, in the browser's own list: known to screen readers, and nothing to style.
document.addEventListener("input", (event) => {
  const field = event.target.closest("[data-suggest]");
  if (!field) return;
  clearTimeout(field.waiting);
  field.waiting = setTimeout(async () => {
    const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(field.value)}`);
    if (!answer.ok) return;
    const { suggestions } = await answer.json();
    field.list.replaceChildren(...suggestions.map((text) => Object.assign(document.createElement("option"), { value: text })));
  }, 150);
});

// What is posted is posted once, however often the button is pressed while the answer is on its way (or until nobody believes in it).
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 10_000);
});
// Back again by the browser's own button: the page as it was left may be sent anew.
window.addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));

// What can't be undone asks first.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-confirm]");
  if (button && !window.confirm(button.dataset.confirm)) event.preventDefault();
});

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());

// The phone's camera, where the browser can read codes itself; else one types, or scans with a keyboard scanner.
if ("BarcodeDetector" in window && navigator.mediaDevices) {
  for (const button of document.querySelectorAll("[data-camera]")) {
    button.hidden = false;
    button.addEventListener("click", () => read(button.form.querySelector("[data-camera-view]"), button.form, button.dataset.camera));
  }
}

async function read(view, form, name) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  view.srcObject = stream;
  view.hidden = false;
  await view.play();
  const detector = new BarcodeDetector();
  const look = async () => {
    const [found] = await detector.detect(view).catch(() => []);
    if (!found) return requestAnimationFrame(look);
    stream.getTracks().forEach((track) => track.stop());
    form.elements[name].value = found.rawValue;
    form.requestSubmit();
  };
  look();
}
