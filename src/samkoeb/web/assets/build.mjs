/* Builds what the browser gets, into dist/: one style sheet, one script, the fonts and icons they name, and the icon sprite.
   Run by `make install` (setup/install.py) with the repository as the working folder. */
import { build } from "esbuild";
import { cp, readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";

const here = dirname(fileURLToPath(import.meta.url));
const dkfds = join(process.cwd(), "node_modules", "dkfds", "dist");
const dist = join(here, "dist");

/* dkfds.css without its own fonts (each is the whole of Unicode in four formats, most of it for browsers that are gone) and
   without the grey logos that stand in for a body's own. */
const trimmed = {
  name: "dkfds-trimmed",
  setup(run) {
    run.onLoad({ filter: /[\\/]dkfds\.css$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8"))
        .replace(/@font-face\s*\{[^}]*\}/g, "")
        .replace(/url\("[^"]*placeholder\.png"\)/g, "none"),
      loader: "css",
    }));
  },
};

await rm(dist, { recursive: true, force: true });
await build({
  entryPoints: [join(here, "css", "samkoeb.css"), join(here, "js", "samkoeb.js")],
  outdir: dist,
  entryNames: "[name]",
  assetNames: "[ext]/[name]", // the names stay readable; Django adds the hash of the content
  alias: { "dkfds-dist": dkfds },
  loader: { ".svg": "file", ".woff2": "file" },
  plugins: [trimmed],
  bundle: true,
  minify: true,
  target: ["es2020", "safari15"],
  legalComments: "eof",
  logLevel: "warning",
});
await cp(join(dkfds, "img", "all-svg-icons.svg"), join(dist, "icons.svg"));
