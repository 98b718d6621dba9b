"use strict";
// Keeps what is typed of a call every few seconds, and runs the clock. Without this file the button
// "keep" does the same. Nothing is stored in the browser: what could not be kept stays on the page,
// which says so and tries again. A second window never overwrites: the answer then says where the
// text went, and the page goes on there.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("call");
  if (!form) {
    return;
  }
  const every = 4000;
  const kept = document.getElementById("kept");
  const trouble = document.getElementById("not-kept");
  const own = new Set(["csrfmiddlewaretoken", "token", "version"]);
  let busy = false;
  let sending = false;
  let waiting = null;

  // What a person typed, without what the page itself carries.
  function typed() {
    const all = [...new FormData(form)].filter(([name]) => !own.has(name));
    return new URLSearchParams(all).toString();
  }

  let last = form.dataset.kept === "1" ? typed() : null;

  function post() {
    return fetch(form.dataset.keep, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      credentials: "same-origin",
    });
  }

  // An answer of our own view, and not the page of a log-in or of a form that is too old.
  function isOurs(answer) {
    return (answer.headers.get("Content-Type") || "").startsWith("application/json");
  }

  // After a new log-in in another tab the mark against forged requests is another one.
  async function renew() {
    const page = await (await fetch(form.dataset.fresh, { credentials: "same-origin" })).text();
    const found = new DOMParser().parseFromString(page, "text/html");
    const mark = found.querySelector("#call [name=csrfmiddlewaretoken]");
    if (mark) {
      form.elements.csrfmiddlewaretoken.value = mark.value;
    }
    return mark !== null;
  }

  // A sentence in sight, with a way to the page where both texts stand when there are two.
  function complain(sentence, address) {
    if (trouble.dataset.said === sentence) {
      return;
    }
    trouble.dataset.said = sentence;
    trouble.className = sentence ? "notice notice-stop" : "";
    const line = document.createElement("p");
    line.textContent = sentence;
    trouble.replaceChildren(...(sentence ? [line] : []));
    if (address) {
      const both = document.createElement("a");
      both.href = address;
      both.textContent = form.dataset.both;
      line.append(" ", both);
    }
    if (sentence && form.contains(document.activeElement)) {
      document.activeElement.scrollIntoView({ block: "center" });
    }
  }

  function take(said, words) {
    last = words;
    form.elements.token.value = said.token;
    form.elements.version.value = said.version;
    kept.textContent = said.sentence;
    if (said.trouble) {
      complain(said.trouble, said.address);
    } else if (!trouble.querySelector("a")) {
      complain("", ""); // two texts stay two until a person looked
    }
    window.history.replaceState(null, "", said.address);
  }

  async function keep() {
    const words = typed();
    if (busy || sending || words === last) {
      return;
    }
    busy = true;
    try {
      let answer = await post();
      if (!isOurs(answer) && (await renew())) {
        answer = await post();
      }
      const said = await answer.json();
      if (answer.ok) {
        take(said, words);
      } else {
        complain(said.sentence);
      }
    } catch {
      complain(form.dataset.trouble);
    } finally {
      busy = false;
      if (waiting) {
        form.requestSubmit(waiting);
      }
    }
  }

  // A page that is sent while it is being kept would be a second window of its own.
  form.addEventListener("submit", (event) => {
    if (busy) {
      event.preventDefault();
      waiting = event.submitter;
      return;
    }
    sending = true;
  });

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) {
      return;
    }
    if (event.key === "s") {
      event.preventDefault();
      keep();
    } else if (event.key === "Enter" && !event.repeat) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[value=send]"));
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

  // What is kept, and what is not, stays in sight wherever somebody types.
  const bar = document.getElementById("bar");
  bar.style.position = "sticky";
  bar.style.bottom = "0";
  bar.style.background = "var(--kmt-page)";
  document.documentElement.style.scrollPaddingBottom = "6rem";

  const timer = document.getElementById("timer");
  const began = Date.now() - Number(timer.dataset.seconds) * 1000;
  const longest = 4 * 3600;

  function tick() {
    const seconds = Math.floor((Date.now() - began) / 1000);
    if (seconds > longest) {
      timer.textContent = ""; // gone on with later: no call lasts that long
      return;
    }
    const two = (number) => String(number).padStart(2, "0");
    timer.textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  }

  tick();
  window.setInterval(tick, 1000);
  if (form.dataset.new === "1") {
    form.elements.safe_now[0].focus();
  }
});
