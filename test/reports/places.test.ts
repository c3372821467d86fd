import { expect, test } from "vitest";
import { placeOf } from "../../shared/reports/places.ts";

test.each([
	["in AWS", { account: "111122223333", region: "eu-west-1" }, "111122223333 / eu-west-1"],
	["in a cluster of AWS", { account: "111122223333", region: "eu-west-1", cluster: "prod" }, "111122223333 / eu-west-1 / cluster prod"],
	["in a cluster elsewhere", { account: "-", region: "-", cluster: "kind" }, "cluster kind"],
	["elsewhere", { account: "-", region: "-" }, "outside AWS"],
])("a place %s is named in words", (_, resource, words) => expect(placeOf(resource)).toBe(words));
