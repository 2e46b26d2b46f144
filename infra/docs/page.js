const search = document.getElementById("search");
const entries = [...document.querySelectorAll("nav li")].map((item) => {
  const article = document.getElementById(item.querySelector("a").hash.slice(1));
  const words = [item, ...article.querySelectorAll("h3, .summary, .access, .refusals, td")];
  return { item, article, text: words.map((node) => node.textContent.toLowerCase()).join(" ") };
});

function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const { item, article, text } of entries) {
    item.hidden = article.hidden = !words.every((word) => text.includes(word));
  }
  for (const group of document.querySelectorAll("section.group")) {
    group.hidden = !group.querySelector("article:not([hidden])");
  }
  for (const heading of document.querySelectorAll("nav h2 + ul")) {
    heading.previousElementSibling.hidden = !heading.querySelector("li:not([hidden])");
  }
}

search.addEventListener("input", filter);
addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== search) {
    event.preventDefault();
    search.focus();
  } else if (event.key === "Escape") {
    search.value = "";
    filter();
  }
});

const watcher = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    const link = document.querySelector(`nav a[href="#${target.id}"]`);
    link.classList.toggle("current", isIntersecting);
  }
}, { rootMargin: "-10% 0px -70%" });
for (const { article } of entries) watcher.observe(article);
