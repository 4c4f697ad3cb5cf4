"use strict";
(() => {
  const kit = JSON.parse(document.getElementById("kit").textContent);
  const form = document.getElementById("ballot");
  const problem = document.getElementById("problem");
  const done = document.getElementById("done");
  const utf8 = new TextEncoder();

  // SHA-256 (FIPS 180-4): a page opened from a disk has no crypto.subtle in every browser.
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((p) => n % p)) primes.push(n);
  const fraction = (x) => ((x - Math.floor(x)) * 4294967296) >>> 0;
  const K = primes.map((p) => fraction(Math.cbrt(p)));
  const H = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  function sha256(bytes) {
    const size = ((bytes.length + 72) >> 6) << 6;
    const padded = new Uint8Array(size);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(size - 8, Math.floor(bytes.length / 536870912));
    view.setUint32(size - 4, (bytes.length << 3) >>> 0);
    const state = H.slice();
    const w = new Uint32Array(64);
    for (let at = 0; at < size; at += 64) {
      for (let i = 0; i < 64; i += 1) {
        if (i < 16) w[i] = view.getUint32(at + i * 4);
        else {
          const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
          const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
          w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i += 1) {
        const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
        const one = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) >>> 0;
        const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
        const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) >>> 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) >>> 0, c, b, a, (one + two) >>> 0];
      }
      [a, b, c, d, e, f, g, h].forEach((x, i) => (state[i] = (state[i] + x) >>> 0));
    }
    const out = new Uint8Array(32);
    state.forEach((x, i) => new DataView(out.buffer).setUint32(i * 4, x));
    return out;
  }
  function hmac(key, text) {
    const pad = new Uint8Array(64);
    const bytes = utf8.encode(key);
    pad.set(bytes.length > 64 ? sha256(bytes) : bytes);
    const join = (first, second) => {
      const all = new Uint8Array(first.length + second.length);
      all.set(first);
      all.set(second, first.length);
      return all;
    };
    const inner = sha256(
      join(
        pad.map((x) => x ^ 0x36),
        utf8.encode(text),
      ),
    );
    return Array.from(
      sha256(
        join(
          pad.map((x) => x ^ 0x5c),
          inner,
        ),
      ),
      (x) => x.toString(16).padStart(2, "0"),
    ).join("");
  }

  const value = (name) => new FormData(form).get(name)?.toString().trim() ?? "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    problem.textContent = "";
    const scores = [];
    for (const { criterion, question } of kit.rubric) {
      const answer = value(`${criterion}-level`);
      const reason = value(`${criterion}-reason`);
      const raise = value(`${criterion}-raise`);
      if (answer === "" || reason === "") {
        const missing = answer === "" ? kit.words.level : kit.words.reason;
        problem.textContent = missing.replace("{question}", () => question);
        const field = answer === "" ? `input[name=${criterion}-level]` : `textarea[name=${criterion}-reason]`;
        form.querySelector(field).focus();
        return;
      }
      scores.push({
        criterion,
        answer: answer === "?" ? "?" : Number(answer),
        reason,
        raise: raise === "" ? null : raise,
      });
    }
    const forecast = value("forecast").replace("%", "").replace(",", ".").trim();
    const percent = forecast === "" ? null : Number(forecast);
    if (percent !== null && !(percent >= 0 && percent <= 100)) {
      problem.textContent = kit.words.percent;
      return;
    }
    const { kit: id, meeting, proposal, revision, round, person } = kit;
    const payload = JSON.stringify({
      kit: id,
      meeting,
      proposal,
      revision,
      round,
      person,
      scores,
      forecast: percent,
    });
    const text = JSON.stringify({ backcast: "ballot", version: 1, payload, seal: hmac(kit.key, payload) });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
    link.download = kit.file;
    link.textContent = kit.file;
    document.getElementById("file").replaceChildren(link);
    document.getElementById("text").value = text;
    done.hidden = false;
    done.focus();
    link.click();
  });
})();
