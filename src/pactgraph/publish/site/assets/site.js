"use strict";
const pactgraph = (() => {
  const shown = (form, some, all) =>
    (form.querySelector("[role=status]").textContent = form.dataset.shown.replace("{}", some).replace("{}", all));
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = (text) => plain(text).match(/[\p{L}\p{N}_]+/gu) || [];
  const load = (src) => {
    if (document.querySelector(`script[src="${CSS.escape(src)}"]`)) return;
    const script = document.createElement("script");
    script.src = src;
    document.head.append(script);
  };
  const line = ([label, href, note]) => {
    const item = document.createElement("li"), link = document.createElement("a"), name = document.createElement("bdi");
    name.textContent = label;
    link.href = href;
    link.append(name);
    item.append(link);
    if (note) {
      const small = document.createElement("small");
      small.textContent = note;
      item.append(" ", small);
    }
    return item;
  };
  const remember = (form) => {
    const kept = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    try {
      history.replaceState(null, "", kept.size ? `#?${kept}` : location.pathname + location.search);
    } catch {}
  };
  const recall = (form) => {
    for (const [name, value] of new URLSearchParams(location.hash.replace(/^#\??/, "")))
      if (form.elements[name]) form.elements[name].value = value;
  };

  const filter = document.querySelector("form.filter");
  let all = null, own = null;
  const narrow = () => {
    const list = document.querySelector("ul.list");
    const text = plain(filter.elements.q.value.trim());
    const wanted = [...filter.querySelectorAll("select")].map((select) => select.value).filter(Boolean);
    const fits = (label, choices) =>
      plain(label).includes(text) && wanted.every((one) => ` ${choices} `.includes(` ${one} `));
    const total = filter.dataset.total;
    remember(filter);
    if (!filter.dataset.rows) {
      let count = 0;
      for (const item of list.children) {
        item.hidden = !fits(item.querySelector("bdi").textContent, item.dataset.f || "");
        if (!item.hidden) count++;
      }
      return shown(filter, count, total);
    }
    own = own || [...list.children];
    if (!text && !wanted.length) {
      list.replaceChildren(...own);
      return shown(filter, own.length, total);
    }
    if (!all) return load(filter.dataset.rows);
    const top = filter.dataset.rows.match(/^(\.\.\/)*/)[0];
    const found = all.filter((row) => fits(row[0], row[3]));
    list.replaceChildren(
      ...found.slice(0, 300).map(([label, href, note]) => line([label, top + href.replace(/^(\.\.\/)*/, ""), note])));
    shown(filter, Math.min(found.length, 300), found.length);
  };
  if (filter) {
    filter.hidden = false;
    document.querySelector(".facets")?.remove();
    filter.addEventListener("input", narrow);
    filter.addEventListener("submit", (event) => event.preventDefault());
    recall(filter);
    narrow();
  }

  const search = document.querySelector("form.search");
  const shards = {};
  const look = () => {
    const tokens = words(search.elements.q.value), list = search.querySelector("ul");
    remember(search);
    if (!tokens.some((token) => token.length > 1)) {
      list.replaceChildren();
      search.querySelector("[role=status]").textContent = "";
      return;
    }
    const longest = tokens.reduce((one, other) => (other.length > one.length ? other : one));
    const starts = search.dataset.starts.split(" ").filter((s) => longest.startsWith(s) || s.startsWith(longest));
    for (const start of starts.slice(0, 6))
      if (!shards[start]) load([...start].map((c) => (/[a-z0-9]/.test(c) ? c : `-${c.codePointAt(0).toString(16)}`)).join("") + ".js");
    const found = new Map();
    for (const start of starts)
      for (const row of shards[start] || [])
        if (tokens.every((token) => row[3].split(" ").some((word) => word.startsWith(token)))) found.set(row[1], row);
    const rows = [...found.values()].sort((a, b) => a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1));
    list.replaceChildren(...rows.slice(0, 50).map(line));
    shown(search, Math.min(rows.length, 50), rows.length);
  };
  if (search) {
    search.hidden = false;
    search.addEventListener("input", look);
    search.addEventListener("submit", (event) => event.preventDefault());
    recall(search);
    look();
  }
  return {
    rows(list) { all = list; narrow(); },
    found(start, list) { shards[start] = list; look(); },
  };
})();
