/* Leave at once. The way out is an ordinary link and works without this file; here it also replaces
   this page in the history, clears the screen in the same moment, and listens to Shift pressed
   three times within five seconds. Nothing is stored and nothing is sent. Written for the browsers
   of ten years ago. */
"use strict";

(function () {
  var link = document.getElementById("leave");
  if (!link) {
    return;
  }
  var limit = 5000;
  var presses = [];

  function leave() {
    var elsewhere = link.href;
    document.body.textContent = ""; // and so a browser that restores fields has nothing to restore
    document.title = " ";
    window.location.replace(elsewhere);
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
    presses = presses.slice(-2).concat(Date.now());
    if (presses.length === 3 && presses[2] - presses[0] < limit) {
      leave();
    }
  });

  // A page that the browser kept in memory is not shown again as it was left.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) {
      window.location.reload();
    }
  });

  var hints = document.querySelectorAll(".leave-keys");
  for (var i = 0; i < hints.length; i += 1) {
    hints[i].hidden = false;
  }
})();
