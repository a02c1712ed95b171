// Reads the page again every few seconds and puts the new words in, so that nobody has to reload.
const every = 3000;

async function look() {
  try {
    const response = await fetch("/status", { cache: "no-cache" });
    if (!response.ok) return;
    const next = new DOMParser().parseFromString(await response.text(), "text/html");
    const words = next.getElementById("status");
    const shown = document.getElementById("status");
    if (words && shown && words.innerHTML !== shown.innerHTML) {
      shown.replaceChildren(...words.childNodes);
      document.title = next.title;
    }
  } catch {
    // Offline for a moment: the page keeps what it has and looks again.
  } finally {
    setTimeout(look, every);
  }
}

setTimeout(look, every);
