"use strict";
// Keeps what is typed of a domain every few seconds, sealed on the server, for its writer alone.
// Without this file the button does the work. Nothing is stored in the browser: what could not be
// kept stays on the page, which says so and tries again.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("domain-text");
  if (!form) {
    return;
  }
  const every = 5000;
  const kept = document.getElementById("kept");
  let busy = false;
  let sending = false;

  function typed() {
    return JSON.stringify([form.elements.situation.value, form.elements.goal.value]);
  }

  let last = typed();

  async function keep() {
    const words = typed();
    if (busy || sending || words === last) {
      return;
    }
    busy = true;
    try {
      const answer = await fetch(form.dataset.keep, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        credentials: "same-origin",
      });
      const said = await answer.json();
      kept.textContent = said.sentence;
      if (answer.ok) {
        last = words;
        form.elements.version.value = said.version;
      }
    } catch {
      kept.textContent = form.dataset.trouble;
    } finally {
      busy = false;
    }
  }

  form.addEventListener("submit", () => {
    sending = true;
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key === "s") {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  document.addEventListener("visibilitychange", keep);
  window.addEventListener("pageshow", () => {
    sending = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!sending && typed() !== last) {
      event.preventDefault();
    }
  });
  window.setInterval(keep, every);
});
