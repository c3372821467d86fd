import { writeFile } from "node:fs/promises";
import { serializeInventory } from "../shared/runtime/inventory-file.ts";
import { estate } from "./estate.ts";

/** Writes `demo/estate.json`: the saved inventory that `npm run demo` judges. A test fails when the file is stale. */
await writeFile(new URL("estate.json", import.meta.url), serializeInventory(estate));
