import { readFile } from "node:fs/promises";
import { documentOf } from "../../../shared/core/document.ts";
import { readBundle } from "../../../shared/policies/bundle.ts";
import { evaluatePolicies } from "../../../shared/policies/evaluate.ts";
import { compliant } from "../compliant/index.ts";
import { policyFixtures } from "./bundles.ts";

/** Run as a process of its own, which a test halts: policies that take their time, within a limit that they keep. */
const bundle = readBundle(await readFile(`${policyFixtures}/steady.tar.gz`), "steady");
const documents = Array.from({ length: 20 }, (_, index) =>
	documentOf({ ...compliant("database.Connection"), name: `connection ${index}` }, "2026-06-15T12:00:00.000Z"),
);
console.log("begins");
const [outcome] = await evaluatePolicies([bundle], documents, { limits: { documentMs: 2_000, startMs: 60_000 } });
console.log(JSON.stringify(outcome?.verdicts.map((verdict) => (verdict?.verdict === "error" ? verdict.reason : verdict?.verdict))));
