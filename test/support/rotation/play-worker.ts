import { playMany, type Seeds } from "./play-many.ts";

// A process of `npm run test:rotation`: it plays what it is sent, until nobody sends any more. Errors are part of the game; nobody looks at where they come from.
Error.stackTraceLimit = 0;
process.on("message", (seeds: Seeds) => process.send?.(playMany(seeds)));
process.once("disconnect", () => process.exit());
