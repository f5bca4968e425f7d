// Validates files with ajv as it comes (strict mode, ajv-formats): node exported.mjs SCHEMA FILE...
// Prints a line "valid FILE" or "invalid FILE" for each.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
const require = createRequire(process.cwd() + "/");
const Ajv = require("ajv/dist/2020").default;
const addFormats = require("ajv-formats").default;
const ajv = new Ajv({ logger: { log() {}, warn() {}, error: console.error } });
addFormats(ajv);
const [schema, ...files] = process.argv.slice(2);
const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));
for (const file of files) {
  console.log(validate(JSON.parse(readFileSync(file, "utf8"))) ? "valid" : "invalid", file);
}
