"use strict";

// The terminal measures its letters once, when it begins: the font has to be there by then.
const letters = ["16px", "bold 16px", "italic 16px"].map((look) =>
  document.fonts.load(`${look} "Roboto Mono"`),
);
const loaded = new Promise((done) => window.addEventListener("load", done));

Promise.all([...letters, loaded]).finally(() => {
  const socket = new URL("ws", location.href);
  socket.protocol = "ws:";
  document.getElementById("terminal").dataset.sessionWebsocketUrl = socket.href;
  const script = document.createElement("script");
  script.src = "textual.js";
  script.addEventListener("load", () => window.onload()); // what it waits for has been
  document.head.append(script);
});

// Keys go to the app from its first picture on, without a click.
new MutationObserver((_, watch) => {
  const { classList } = document.body;
  if (classList.contains("-first-byte")) {
    watch.disconnect();
    document.querySelector(".xterm-helper-textarea").focus();
  }
}).observe(document.body, { attributeFilter: ["class"] });

document.getElementById("again").addEventListener("click", () => location.reload());
