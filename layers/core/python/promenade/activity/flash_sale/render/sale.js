"use strict";
// What is sold, for how much and until when stands in the page; here it counts down, queues and
// orders. It has no words of its own: it shows paragraphs of the page.

(() => {
  const main = document.querySelector("main");
  const { api, sale, fairness } = main.dataset;
  const instants = {
    opens: Number(main.dataset.opens),
    start: Number(main.dataset.start),
    end: Number(main.dataset.end),
  };
  const SOON_MS = 1_000;
  const OFTEN_MS = 5_000;
  const MOST_TRIES = 6;
  const LIMITED_MS = 60_000;

  // The server's time, reckoned once; from there on by a clock that nobody sets.
  const [opened] = performance.getEntriesByType("navigation");
  const arrived = opened ? opened.responseStart : performance.now();
  const now = () => Number(main.dataset.now) + performance.now() - arrived;

  const fragment = new URLSearchParams(location.hash.slice(1));
  if (fragment.has("token")) {
    sessionStorage.setItem("token", fragment.get("token"));
    history.replaceState(null, "", location.pathname + location.search);
  }

  const kept = (name, value) => {
    const key = `${sale}/${name}`;
    if (value !== undefined) sessionStorage.setItem(key, value);
    return sessionStorage.getItem(key) ?? "";
  };

  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const spread = (ms) => ms * (1 + Math.random() / 4);

  const say = (name, facts = {}) => {
    for (const each of main.querySelectorAll("[data-says]")) {
      each.hidden = each.dataset.says !== name;
    }
    for (const each of main.querySelectorAll("[data-fact]")) {
      each.textContent = facts[each.dataset.fact] ?? "";
    }
    main.dataset.state = name;
  };

  const offer = (name) => {
    for (const each of main.querySelectorAll("[data-act]")) {
      each.hidden = each.dataset.act !== name;
    }
  };

  const call = async (method, path, body) => {
    const headers = {
      Authorization: `Bearer ${sessionStorage.getItem("token")}`,
      "Accept-Language": document.documentElement.lang,
    };
    if (body) headers["Content-Type"] = "application/json";
    try {
      const sent = { method, headers, body: body && JSON.stringify(body), cache: "no-store" };
      const answer = await fetch(api + path, sent);
      const told = await answer.json();
      return { ...told, http: answer.status, after: Number(answer.headers.get("Retry-After")) };
    } catch {
      return { http: 0, code: "unreachable" };
    }
  };

  // A call that is the same however often it is made: tried again while nobody answers.
  const insist = async (method, path, body) => {
    for (let tries = 1; ; tries += 1) {
      const answer = await call(method, path, body);
      const isOver = answer.http && answer.http < 500 && answer.http !== 429;
      if (isOver || tries === MOST_TRIES) return answer;
      if (answer.http === 429) say("busy");
      await wait(spread((answer.after || tries) * SOON_MS));
    }
  };

  const KNOWN = new Set([
    "fewer_left", "not_your_turn", "queue_full", "queue_not_open", "sold_out", "unit_limit_reached",
  ]);

  let limitedUntil = 0;

  const refused = (answer) => {
    if (answer.code === "unit_limit_reached") limitedUntil = now() + LIMITED_MS;
    if (answer.http === 401 || answer.http === 403) return say("sign_in");
    if (answer.http === 0) return say("unreachable");
    if (answer.code === "sale_not_running") return say(answer.reason);
    return KNOWN.has(answer.code) ? say(answer.code, answer) : say("refused", answer);
  };

  const countDown = () => {
    const at = now();
    const next = at < instants.start ? "start" : "end";
    const left = Math.max(Math.ceil((instants[next] - at) / 1_000), 0);
    const days = Math.floor(left / 86_400);
    const parts = [Math.floor(left / 3_600) % 24, Math.floor(left / 60) % 60, left % 60];
    const clock = main.querySelector("[data-clock]");
    clock.parentElement.hidden = at >= instants.end;
    const shownDays = main.querySelector("[data-days]");
    shownDays.textContent = days;
    shownDays.parentElement.hidden = !days;
    clock.textContent = parts.map((part) => String(part).padStart(2, "0")).join(":");
    for (const each of main.querySelectorAll("[data-until]")) {
      each.hidden = each.dataset.until !== next;
    }
    setTimeout(countDown, 1_000 - ((instants[next] - at) % 1_000 + 1_000) % 1_000 || 1_000);
  };

  // How long until the next look.
  const follow = async () => {
    const number = kept("order");
    const order = await call("GET", `shop-orders/${number}`);
    if (order.http === 404) say("ordered", { order: number });
    else if (order.http !== 200) refused(order);
    else if (order.stage === "pending_payment") return pay(number);
    else say(order.stage === "cancelled" ? "cancelled" : "paid", { order: number });
    return order.http === 404 ? SOON_MS : OFTEN_MS;
  };

  const pay = async (number) => {
    const link = main.querySelector("a[data-act=pay]");
    if (!link.href) {
      const opened = await insist("POST", `shop-orders/${number}/payments`);
      if (opened.http !== 200) return refused(opened) ?? OFTEN_MS;
      link.href = opened.url;
    }
    say("to_pay", { order: number });
    offer("pay");
    return OFTEN_MS;
  };

  const queue = async (phase) => {
    if (!kept("ticket")) {
      const isOpen = now() >= instants.opens;
      say(isOpen ? "queue_open" : "queue_not_open");
      offer(isOpen ? "join" : "");
      return OFTEN_MS;
    }
    const spot = await call("GET", `flash-sales/${sale}/spot?ticket=${kept("ticket")}`);
    if (spot.code === "ticket_invalid") kept("ticket", "");
    if (spot.http !== 200) return refused(spot) ?? OFTEN_MS;
    kept("ticket", spot.ticket);
    if (spot.state === "let_in" && phase === "running") return invite("let_in", spot);
    say(spot.state === "let_in" ? "first" : spot.ahead_count === 0 ? "next" : spot.state, spot);
    offer("");
    const untilStart = instants.start > now() ? instants.start - now() : Infinity;
    return Math.min(spread(spot.again_in_s * 1_000), untilStart + SOON_MS * Math.random());
  };

  const invite = (name, facts) => {
    const isLimited = now() < limitedUntil;
    say(isLimited ? "unit_limit_reached" : name, facts);
    offer(isLimited ? "" : "buy");
    return OFTEN_MS;
  };

  const look = async () => {
    if (!sessionStorage.getItem("token")) return say("sign_in") ?? OFTEN_MS;
    if (kept("order")) return follow();
    const found = await call("GET", `flash-sales/${sale}`);
    if (found.http !== 200) return refused(found) ?? OFTEN_MS;
    const { phase } = found;
    [instants.start, instants.end] = [Date.parse(found.start), Date.parse(found.end)];
    if (fairness === "queue" && ["upcoming", "running"].includes(phase)) return queue(phase);
    if (phase === "running") return invite("running", found);
    say(phase, found);
    offer("");
    const untilStart = phase === "upcoming" ? instants.start - now() : Infinity;
    return Math.min(spread(OFTEN_MS), Math.max(untilStart, 0) + SOON_MS * Math.random());
  };

  const acts = {
    join: async () => {
      const spot = await insist("POST", `flash-sales/${sale}/spot`);
      if (spot.http !== 200) return refused(spot);
      kept("ticket", spot.ticket);
      return say("waiting", spot);
    },
    buy: async () => {
      say("ordering");
      const qty = Number(main.querySelector("[data-qty]").value);
      const asked = `flash-sales/${sale}/tokens?ticket=${kept("ticket")}`;
      const given = await insist("POST", asked);
      if (given.http !== 200) return refused(given);
      const claim = await insist("POST", `flash-sales/${sale}/orders`, { token: given.token, qty });
      if (claim.http !== 200) return refused(claim);
      kept("order", claim.order);
      return say("ordered", claim);
    },
  };

  // One thing at a time: the next look waits for what a button began.
  let turn = Promise.resolve();
  let due = 0;

  const next = (ms) => {
    clearTimeout(due);
    due = setTimeout(() => {
      turn = turn.then(look).then(next);
    }, Math.max(ms, 200));
  };

  main.addEventListener("click", (event) => {
    const act = acts[event.target.dataset.act];
    if (!act) return;
    clearTimeout(due);
    offer("");
    turn = turn.then(act).then(() => next(2_500));
  });

  countDown();
  next(0);
})();
