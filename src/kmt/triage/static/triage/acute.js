/* A critical sign is seen: ask at once whether there is danger now. The question stands on the page
   without this file as well, and the server asks for its answer. */
"use strict";

(function () {
  var notice = document.getElementById("acute-now");
  if (!notice) {
    return;
  }
  document.addEventListener("change", function (event) {
    var input = event.target;
    if (!input.hasAttribute("data-critical") || input.value !== "observed") {
      return;
    }
    var sign = input.closest("fieldset");
    sign.parentNode.insertBefore(notice, sign.nextSibling);
    notice.hidden = false;
  });
})();
