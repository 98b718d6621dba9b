/* A second of work for a device, only when it is busy (kmt/entrance/effort.py says why and how).
   The same file is the page's script and the worker that does the sums, so that typing never
   waits. Where no worker may start, the page does them itself in moments in which nothing happens.
   Nothing is stored, nothing is asked of another place. Written for browsers of ten years ago. */
"use strict";

(function () {
  var K = [];
  var START = [];
  var pieces = 8;

  // The constants of SHA-256 (FIPS 180-4): fractions of the roots of the first primes.
  (function () {
    function fraction(number) {
      return ((number - Math.floor(number)) * 4294967296) | 0;
    }
    for (var candidate = 2; K.length < 64; candidate += 1) {
      var prime = true;
      for (var divisor = 2; divisor * divisor <= candidate; divisor += 1) {
        prime = prime && candidate % divisor !== 0;
      }
      if (prime) {
        if (START.length < 8) {
          START.push(fraction(Math.pow(candidate, 1 / 2)));
        }
        K.push(fraction(Math.pow(candidate, 1 / 3)));
      }
    }
  })();

  var w = new Array(64);

  // The first 32 bits of the SHA-256 of a text that fits in one block.
  function hash(text) {
    var i;
    for (i = 0; i < 16; i += 1) {
      w[i] = 0;
    }
    for (i = 0; i < text.length; i += 1) {
      w[i >> 2] |= text.charCodeAt(i) << (24 - (i % 4) * 8);
    }
    w[text.length >> 2] |= 128 << (24 - (text.length % 4) * 8);
    w[15] = text.length * 8;
    var a = START[0], b = START[1], c = START[2], d = START[3];
    var e = START[4], f = START[5], g = START[6], h = START[7];
    for (i = 0; i < 64; i += 1) {
      if (i >= 16) {
        var x = w[i - 15], y = w[i - 2];
        var s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        var s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
      }
      var t1 = (h + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^
        ((e >>> 25) | (e << 7))) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      var t2 = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^
        ((a >>> 22) | (a << 10))) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0;
      d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    return (a + START[0]) >>> 0;
  }

  // Work on a task for so many tries; true when every piece has its number.
  function work(task, tries) {
    var shift = 32 - task.bits;
    while (task.found.length < pieces) {
      var begin = task.mark + "." + task.found.length + ".";
      while (hash(begin + task.number) >>> shift !== 0) {
        task.number += 1;
        tries -= 1;
        if (tries <= 0) {
          return false;
        }
      }
      task.found.push(task.number);
      task.number = 0;
    }
    return true;
  }

  if (typeof document === "undefined") {
    self.onmessage = function (event) {
      work(event.data, Infinity);
      self.postMessage(event.data.found.join("."));
    };
    return;
  }

  var form = document.querySelector("form[data-mark]");
  if (!form) {
    return;
  }
  var task = {
    mark: form.getAttribute("data-mark"),
    bits: Number(form.getAttribute("data-bits")),
    found: [],
    number: 0
  };

  function done(answer) {
    form.querySelector("input[name=effort]").value = answer;
  }

  function inIdleTime() {
    if (work(task, 2000)) {
      done(task.found.join("."));
    } else {
      window.setTimeout(inIdleTime, 10);
    }
  }

  try {
    var worker = new Worker(document.querySelector("script[src*='effort.js']").src);
    worker.onmessage = function (event) {
      done(event.data);
    };
    worker.onerror = inIdleTime;
    worker.postMessage(task);
  } catch (refused) {
    inIdleTime();
  }
})();
