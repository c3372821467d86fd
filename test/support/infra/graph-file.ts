import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where the graphs of a run of the tests are kept from one file to the next: `run` is the process of Vitest, which removes it at the end. */
export const graphsOf = (run: number): string => join(tmpdir(), `parapet-graphs-${run}.json`);
