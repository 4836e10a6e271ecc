// Parses each given file with the real Mermaid and prints, one JSON object a line, the participants and messages it read.
// Usage: node parse_mermaid.mjs NODE_MODULES FILE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const modules = resolve(process.argv[2]);
const { JSDOM } = createRequire(join(modules, "index.js"))("jsdom");
globalThis.window = new JSDOM("").window;
globalThis.document = globalThis.window.document;
const core = pathToFileURL(join(modules, "mermaid", "dist", "mermaid.core.mjs"));
const mermaid = (await import(core)).default;
mermaid.initialize({ maxTextSize: Number.MAX_SAFE_INTEGER });

const decoded = (text) => text.replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code)));

for (const file of process.argv.slice(3)) {
  const text = readFileSync(file, "utf8");
  await mermaid.parse(text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const actors = [...db.getActors().values()].map((actor) => decoded(actor.description));
  const messages = db.getMessages().filter((message) => typeof message.message === "string");
  console.log(JSON.stringify({ actors, messages: messages.map((message) => decoded(message.message)) }));
}
