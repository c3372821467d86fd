import { describe, expect, it } from "vitest";
import { imagePath, serverInImage } from "../../../shared/collectors/kubernetes/images.ts";

describe("database servers by image", () => {
	it.each([
		["postgres", "postgres"],
		["postgres:16.4-alpine", "postgres"],
		["docker.io/library/postgres:18@sha256:2f0c8f3d", "postgres"],
		["localhost:5000/postgres", "postgres"],
		["123456789012.dkr.ecr.eu-west-1.amazonaws.com/mirror/bitnami/postgresql:16", "postgres"],
		["bitnamilegacy/postgresql-repmgr:16", "postgres"],
		["postgis/postgis:17-3.5", "postgres"],
		["timescale/timescaledb-ha:pg16", "postgres"],
		["ghcr.io/zalando/spilo-18:4.1-p2", "postgres"],
		["ghcr.io/cloudnative-pg/postgresql:17.2", "postgres"],
		["registry.developers.crunchydata.com/crunchydata/crunchy-postgres:ubi9-17.2-2542", "postgres"],
		["percona/percona-postgresql-operator:2.6.0-ppg17.4-postgres", "postgres"],
		["registry.redhat.io/rhel9/postgresql-15", "postgres"],
		["quay.io/sclorg/postgresql-13-c9s", "postgres"],
		["MYSQL:8", "mysql"],
		["container-registry.oracle.com/mysql/community-server:8.4.0", "mysql"],
		["percona/percona-xtradb-cluster:8.0", "mysql"],
		["percona/percona-xtradb-cluster-operator:1.12.0-pxc8.0.29", "mysql"],
		["registry.access.redhat.com/rhscl/mysql-80-rhel7", "mysql"],
		["mariadb:11", "mariadb"],
		["bitnami/mariadb-galera", "mariadb"],
		["mongo:7", "mongodb"],
		["redis:7.2", "redis"],
		["valkey/valkey:8", "redis"],
		["redis/redis-stack-server", "redis"],
		["docker.elastic.co/elasticsearch/elasticsearch:8.1", "elasticsearch"],
		["clickhouse/clickhouse-server", "clickhouse"],
		["mcr.microsoft.com/mssql/server:2022-latest", "sqlserver"],
		["container-registry.oracle.com/database/free:latest", "oracle"],
	])("%s is %s", (image, engine) => {
		expect(serverInImage(image)).toBe(engine);
	});

	it.each([
		"quay.io/prometheuscommunity/postgres-exporter",
		"prom/mysqld-exporter",
		"oliver006/redis_exporter:v1",
		"edoburu/pgbouncer:1.22",
		"bitnami/pgpool",
		"dpage/pgadmin4",
		"phpmyadmin:5",
		"adminer",
		"ghcr.io/cloudnative-pg/pgbouncer",
		"ghcr.io/cloudnative-pg/cloudnative-pg:1.25",
		"ghcr.io/zalando/postgres-operator",
		"percona/percona-postgresql-operator:2.6.0-ppg17.4-pgbouncer1.24.0",
		"percona/percona-postgresql-operator:2.6.0-ppg17.4-pgbackrest2.54.2",
		"percona/percona-xtradb-cluster-operator:1.12.0-haproxy",
		"percona/percona-postgresql-operator:2.6.0",
		"container-registry.oracle.com/mysql/community-router:8.4",
		"mariadb/maxscale",
		"registry.example.com/server:1",
		"orders-postgres-migrations",
		"mysql/something",
		"",
		"@",
		"a/b/c:",
	])("%s is none", (image) => {
		expect(serverInImage(image)).toBeUndefined();
	});

	it("takes an image of the organisation's own for the product that it is named after when it listens on the product's port", () => {
		expect(serverInImage("registry.example.com/platform/base-postgres:4", [8080, 5432])).toBe("postgres");
		expect(serverInImage("registry.example.com/platform/base-postgres:4", [8080])).toBeUndefined();
		expect(serverInImage("registry.example.com/platform/base-constructor:4", [5432])).toBeUndefined();
	});

	it("strips registry, tag and digest", () => {
		expect(imagePath("localhost:5000/a/B:1@sha256:abc")).toBe("a/b");
		expect(imagePath("library/postgres")).toBe("library/postgres");
	});
});
