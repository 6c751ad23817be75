/* What a page does by itself: the design system's behaviour, also for what htmx brings later. Built into ../dist/samkoeb.js. */
import * as DKFDS from "dkfds";
import "./shop.js";
import "./buying.js";
import "./check.js";

const enliven = (scope) => DKFDS.init({ scope });

const enlivenPage = () => enliven(document.body);
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enlivenPage);
else enlivenPage();

// htmx tells of every element that it adds; the first is the page itself, which is alive already.
document.addEventListener("htmx:load", (event) => {
  const added = event.detail?.elt ?? event.target;
  if (added !== document.body) enliven(added);
});

// A reader of the screen hears only what changes in a place that was there before: what htmx brings with a status in it is said there.
document.addEventListener("htmx:load", (event) => {
  const added = event.detail?.elt ?? event.target;
  const [said] = [added, ...added.querySelectorAll("[role=status]")].filter((e) => e.matches("[role=status]:not(:empty, [hx-trigger])"));
  if (said && added !== document.body) document.getElementById("announced").textContent = said.textContent.trim();
});

// On a phone the menu is wider than the screen: where one stands is brought into sight, and the page stays where it is.
const here = document.querySelector(".sk-nav [aria-current]");
if (here) {
  const menu = here.closest(".container");
  menu.scrollLeft += here.getBoundingClientRect().left - menu.clientWidth / 3;
}
