import { readFile } from "node:fs/promises";
import { documentOf } from "../../../shared/core/document.ts";
import { readBundle } from "../../../shared/policies/bundle.ts";
import { evaluatePolicies } from "../../../shared/policies/evaluate.ts";
import { compliant } from "../compliant/index.ts";
import { policyFixtures } from "./bundles.ts";

/** Run as a process of its own, which a test ends: a policy that loops, and nobody to stop it. SIGTERM is an orderly exit. */
process.on("SIGTERM", () => process.exit());
const bundle = readBundle(await readFile(`${policyFixtures}/loop.tar.gz`), "loop");
const document = documentOf({ ...compliant("database.Connection"), name: "loop" }, "2026-06-15T12:00:00.000Z");
await evaluatePolicies([bundle], [document], { limits: { documentMs: 600_000, policyMs: 600_000, startMs: 600_000 } });
