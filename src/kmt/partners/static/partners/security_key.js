"use strict";
// The one step of the house that needs a script: a form that a security key answers.
// <form data-key="create|get" data-options="…"> with a hidden field whose name ends in "credential".
document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll("form[data-key]")) {
    const credential = form.querySelector("input[name$=credential]");
    const trouble = form.querySelector("[role=alert]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      trouble.hidden = true;
      try {
        const answer = await window.webauthnJSON[form.dataset.key](JSON.parse(form.dataset.options));
        credential.value = JSON.stringify(answer);
        form.submit();
      } catch {
        trouble.hidden = false;
      }
    });
  }
});
