/* Leave at once. The way out is an ordinary link and works without this file; here it also replaces
   this page in the history, clears the screen in the same moment, and listens to Shift pressed
   three times within five seconds. Nothing is stored and nothing is sent. */
"use strict";

(function () {
  const link = document.getElementById("leave");
  if (!link) {
    return;
  }
  const limit = 5000;
  let presses = [];

  function leave() {
    document.body.hidden = true;
    document.title = " ";
    window.location.replace(link.href);
  }

  link.addEventListener("click", function (event) {
    if (!event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      leave();
    }
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Shift") {
      presses = []; // Shift for a capital letter does not count
      return;
    }
    if (event.repeat) {
      return;
    }
    const now = Date.now();
    presses = presses.filter((moment) => now - moment < limit).concat(now);
    if (presses.length === 3) {
      leave();
    }
  });

  // A page that the browser kept in memory is not shown again as it was left.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) {
      window.location.reload();
    }
  });

  document.querySelectorAll(".leave-keys").forEach((hint) => { hint.hidden = false; });
})();
