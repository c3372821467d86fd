import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { documentOf } from "../../shared/core/document.ts";
import { resourceKinds } from "../../shared/core/kinds.ts";
import { seen, unread } from "../../shared/core/observed.ts";
import { documentSchema } from "../../shared/core/resources/document-schema.ts";
import type { Resource } from "../../shared/core/resources/index.ts";
import { compliant } from "../support/compliant/index.ts";

const time = "2026-06-15T12:00:00.000Z";
const denied = unread({ service: "rds", operation: "ListTagsForResource", cause: "denied", message: "no" });

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
const anyDocument = ajv.compile(documentSchema());

/** The resource with every fact unread. */
const blind = (resource: Resource): Resource =>
	Object.fromEntries(
		Object.entries(resource).map(([field, value]) => [
			field,
			typeof value === "object" && value !== null && Object.keys(value).join() === "value" ? denied : value,
		]),
	) as unknown as Resource;

describe("the document of a resource", () => {
	it("has the facts as plain values, and the common fields beside them", () => {
		const document = documentOf(compliant("database.Connection"), time);
		expect(document).toMatchObject({
			schema: "parapet.document/1",
			kind: "database.Connection",
			time,
			tags: { environment: "production" },
		});
		expect(document.resource.tls).toMatchObject({ enabled: true, version: "TLSv1.3" });
		expect(document.resource.production).toBe(true);
		expect(document.resource).not.toHaveProperty("arn");
		expect(document.unobserved).toEqual({});
	});

	it("leaves out what could not be read and says why", () => {
		const document = documentOf({ ...compliant("database.Connection"), tls: denied, tags: denied }, time);
		expect(document.resource).not.toHaveProperty("tls");
		expect(document).not.toHaveProperty("tags");
		expect(document.unobserved).toEqual({
			"resource.tls": "rds:ListTagsForResource could not be read (denied): no",
			tags: "rds:ListTagsForResource could not be read (denied): no",
		});
	});

	it("names a fact inside a list by its place", () => {
		const region = compliant("aws.Region");
		if (!("value" in region.trails)) throw new Error("The compliant region has trails.");
		const [trail] = region.trails.value;
		if (!trail) throw new Error("The compliant region has a trail.");
		const field = Object.entries(trail).find(([, value]) => typeof value === "object" && value !== null && "value" in value)?.[0];
		const document = documentOf({ ...region, trails: seen([trail, { ...trail, [field as string]: denied }]) }, time);
		expect(Object.keys(document.unobserved)).toEqual([`resource.trails[1].${field}`]);
		expect((document.resource.trails as object[])[1]).not.toHaveProperty(field as string);
	});

	it("does not take a tag called value, or unread, for a fact", () => {
		const only = documentOf({ ...compliant("database.Connection"), tags: seen({ value: "x" }) }, time);
		expect(only.tags).toEqual({ value: "x" });
		const other = documentOf({ ...compliant("database.Connection"), tags: seen({ unread: "x" }) }, time);
		expect(other.tags).toEqual({ unread: "x" });
	});

	it("keeps the cluster of what a cluster's API shows beside the resource", () => {
		const document = documentOf(compliant("kubernetes.Workload"), time);
		expect(document.cluster).toBe(compliant("kubernetes.Workload").cluster);
		expect(document.resource).not.toHaveProperty("cluster");
	});

	it.each(resourceKinds)("is what the published schema says, with all facts and with none: %s", (kind) => {
		const own = ajv.compile(documentSchema(kind));
		for (const resource of [compliant(kind), blind(compliant(kind))]) {
			const document = JSON.parse(JSON.stringify(documentOf(resource, time)));
			expect(own(document), JSON.stringify(own.errors)).toBe(true);
			expect(anyDocument(document)).toBe(true);
		}
	});

	it("is refused by the schema when it has a field that the kind does not have", () => {
		const own = ajv.compile(documentSchema("database.Connection"));
		const document = documentOf(compliant("database.Connection"), time);
		expect(own({ ...document, resource: { ...document.resource, tlz: true } })).toBe(false);
		expect(own({ ...document, resource: { ...document.resource, tls: { unread: {} } } })).toBe(false);
	});
});
