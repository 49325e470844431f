// Copies the chart library from node_modules into dashboard/assets/vendor/ with
// its licences, and compresses it beside itself, so that the server never
// compresses a megabyte per request. The output depends on the input only.
// `make assets` runs this after `npm ci`.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const vendor = "dashboard/assets/vendor";
const wanted = JSON.parse(readFileSync("package.json", "utf8")).dependencies.echarts;
const found = JSON.parse(readFileSync("node_modules/echarts/package.json", "utf8")).version;
if (found !== wanted) {
  throw new Error(`node_modules holds echarts ${found}, package.json wants ${wanted}: run npm ci`);
}

// write puts a file in place whole or not at all.
function write(name, content) {
  const path = join(vendor, name);
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}

mkdirSync(vendor, { recursive: true });
const licences = [
  "echarts/LICENSE", "echarts/NOTICE", "echarts/licenses/LICENSE-d3",
  "zrender/LICENSE", "tslib/LICENSE.txt",
].map((name) => `==== ${name}\n\n${readFileSync(join("node_modules", name), "utf8")}`);
write("echarts.LICENSE.txt", licences.join("\n\n"));

const script = readFileSync("node_modules/echarts/dist/echarts.min.js");
write("echarts.min.js", script);
write("echarts.min.js.gz", gzipSync(script, { level: 9 }));
// The Makefile takes this file's date for the date of all of them: it comes last.
write("echarts.min.js.br", brotliCompressSync(script, {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: script.length,
  },
}));
console.log(`echarts ${found}: ${vendor}`);
