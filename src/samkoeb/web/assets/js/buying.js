/* One tick for all lines of a page; without this script each line is ticked by itself. */
const enliven = () => {
  const holder = document.querySelector("[data-choose-all]");
  if (!holder) return;
  holder.hidden = false;
  holder.querySelector("input").addEventListener("change", (event) => {
    for (const box of document.querySelectorAll("input[name=line]")) box.checked = event.target.checked;
  });
};

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enliven);
else enliven();
