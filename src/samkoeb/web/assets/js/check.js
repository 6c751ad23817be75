/* A file may be dropped on the form; without this script it is chosen. And a page may be printed by a button. */
const enliven = () => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  const form = document.querySelector("[data-drop]");
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  form.querySelector(".sk-drop-hint").hidden = false;
  // A file that misses the form would else be opened in place of the page.
  for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => event.preventDefault());
  for (const kind of ["dragenter", "dragover"]) form.addEventListener(kind, () => form.classList.add("is-over"));
  for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
};

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enliven);
else enliven();
