import { describe, expect, it } from "vitest";
import { imageOf, isOfficial, majorOf } from "../../../../shared/rules/kubernetes/judge/image.ts";

describe("the name of an image", () => {
	it.each([
		["postgres", { repository: "docker.io/library/postgres" }],
		["postgres:16.4-alpine", { repository: "docker.io/library/postgres", tag: "16.4-alpine" }],
		["docker.io/library/postgres:18", { repository: "docker.io/library/postgres", tag: "18" }],
		["docker.io/postgres:18", { repository: "docker.io/library/postgres", tag: "18" }],
		["index.docker.io/bitnami/mysql", { repository: "docker.io/bitnami/mysql" }],
		["bitnami/postgresql:17@sha256:ab", { repository: "docker.io/bitnami/postgresql", tag: "17", digest: "sha256:ab" }],
		["localhost/postgres", { repository: "localhost/postgres" }],
		["registry:5000/web:latest", { repository: "registry:5000/web", tag: "latest" }],
		["registry.local/team/postgres", { repository: "registry.local/team/postgres" }],
		["docker.io.example.org/postgres", { repository: "docker.io.example.org/postgres" }],
		["postgres@sha256:ab", { repository: "docker.io/library/postgres", digest: "sha256:ab" }],
	])("%s has its parts", (image, parts) => {
		expect(imageOf(image)).toEqual(parts);
	});

	it("tells the official image from copies of its name", () => {
		expect(isOfficial("docker.io/library/postgres:18", "postgres")).toBe(true);
		expect(isOfficial("public.ecr.aws/docker/library/postgres", "postgres")).toBe(true);
		expect(isOfficial("team/postgres:18", "postgres")).toBe(false);
		expect(isOfficial("mysql", "postgres")).toBe(false);
	});

	it("reads the release from the tag", () => {
		expect(majorOf("postgres:9.6")).toBe(9);
		expect(majorOf("postgres:16-alpine")).toBe(16);
		expect(majorOf("postgres:latest")).toBeUndefined();
		expect(majorOf("postgres")).toBeUndefined();
	});
});
