// Runs before anything of the page: notes what moved under the reader's eyes and what went wrong.
(() => {
  const seen = { shift: 0, moved: [], errors: [] };
  window.__seen = seen;
  const name = node => !node || node.nodeType !== 1 ? "?" : node.tagName.toLowerCase() + (node.id ? "#" + node.id : "") + (node.className ? "." + String(node.className).replace(/ /g, ".") : "");
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      seen.shift += entry.value;
      for (const source of entry.sources ?? []) seen.moved.push(name(source.node));
    }
  }).observe({ type: "layout-shift", buffered: true });
  addEventListener("error", event => seen.errors.push(String(event.message)));
  addEventListener("unhandledrejection", event => seen.errors.push(String(event.reason)));
  addEventListener("securitypolicyviolation", event => seen.errors.push(`content policy: ${event.violatedDirective} ${event.blockedURI}`));
})();
