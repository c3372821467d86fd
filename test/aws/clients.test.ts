import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ListClustersCommand } from "@aws-sdk/client-eks";
import { GetAccountAuthorizationDetailsCommand } from "@aws-sdk/client-iam";
import { DescribeDBInstancesCommand } from "@aws-sdk/client-rds";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AwsConnection, connect } from "../../shared/aws/connection.ts";
import { testScope } from "../support/aws/fake-caller.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
let handler: Handler;
let requests: { headers: IncomingMessage["headers"]; body: string }[] = [];
const server = createServer((request, response) => {
	let body = "";
	request.on("data", (chunk) => {
		body += chunk;
	});
	request.on("end", () => {
		requests.push({ headers: request.headers, body });
		handler(request, response);
	});
});
let connection: AwsConnection;
const before = process.env.AWS_ENDPOINT_URL;
const credentials = async () => ({ accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" });
const say =
	(status: number, type: string, body: string): Handler =>
	(_request, response) =>
		response.writeHead(status, { "content-type": type }).end(body);
const xml = (body: string) => say(200, "text/xml", body);

beforeAll(async () => {
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	connection = connect({ version: "1.2.3", concurrency: 4, maxAttempts: 2, requestTimeout: 400 });
});
beforeEach(() => {
	requests = [];
});
afterAll(() => {
	connection.close();
	server.closeAllConnections();
	server.close();
	if (before === undefined) delete process.env.AWS_ENDPOINT_URL;
	else process.env.AWS_ENDPOINT_URL = before;
});

const instances = () => connection.caller(testScope, credentials).call("rds", new DescribeDBInstancesCommand({ MaxRecords: 100 }));
const result = (body: string) =>
	`<DescribeDBInstancesResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><DescribeDBInstancesResult>${body}</DescribeDBInstancesResult></DescribeDBInstancesResponse>`;

describe("The SDK's clients, against a server", () => {
	it("go where AWS_ENDPOINT_URL points and say who calls", async () => {
		handler = xml(result("<DBInstances/>"));
		expect(await instances()).toMatchObject({ value: { DBInstances: [] } });
		expect(requests[0]?.headers["user-agent"]).toContain("parapet/1.2.3");
		expect(requests[0]?.body).toContain("MaxRecords=100");
		expect(requests[0]?.headers.authorization).toContain("/eu-west-1/rds/aws4_request");
	});

	it("send each call's own input although they keep the middleware", async () => {
		handler = xml(result("<DBInstances/>"));
		const aws = connection.caller(testScope, credentials);
		await Promise.all(["a", "b", "c"].map((name) => aws.call("rds", new DescribeDBInstancesCommand({ DBInstanceIdentifier: name }))));
		expect(requests.map(({ body }) => new URLSearchParams(body).get("DBInstanceIdentifier")).sort()).toEqual(["a", "b", "c"]);
	});

	it("sign global services for the partition's home region", async () => {
		handler = xml("<GetAccountAuthorizationDetailsResponse/>");
		await connection.caller({ ...testScope, region: "global" }, credentials).call("iam", new GetAccountAuthorizationDetailsCommand({}));
		expect(requests[0]?.headers.authorization).toContain("/us-east-1/iam/aws4_request");
	});

	it("leave a listing without its list undefined, so that it is no empty listing", async () => {
		handler = xml(result(""));
		expect(await instances()).not.toHaveProperty("value.DBInstances");
	});

	it("try again after a connection that breaks off", async () => {
		handler = (request, response) => {
			if (requests.length === 1) request.socket.destroy();
			else xml(result("<DBInstances/>"))(request, response);
		};
		expect(await instances()).toHaveProperty("value");
		expect(requests).toHaveLength(2);
	});

	it.each([
		[
			"unsupported",
			"an emulator's page for an operation that it lacks",
			say(404, "text/html", "<!doctype html><html lang=en><title>404</title>"),
		],
		["unsupported", "an emulator's crash", say(500, "text/html", "<!doctype html><html lang=en><title>500</title>")],
		["malformed", "a page that ends in its middle", xml("<DescribeDBInstancesResponse><DescribeDBInst")],
		["network", "a connection that always breaks off", (request) => request.socket.destroy()],
		["timeout", "silence", () => {}],
		[
			"denied",
			"a refusal",
			say(403, "text/xml", "<ErrorResponse><Error><Code>AccessDenied</Code><Message>No</Message></Error></ErrorResponse>"),
		],
	] satisfies [string, string, Handler][])("report %s for %s", async (cause, _what, answer) => {
		handler = answer;
		expect(await instances()).toMatchObject({ unread: { service: "rds", operation: "DescribeDBInstances", cause } });
	});

	it("report malformed for JSON that ends in its middle", async () => {
		handler = say(200, "application/json", '{"clusters": ["a", ');
		expect(await connection.caller(testScope, credentials).call("eks", new ListClustersCommand({}))).toMatchObject({
			unread: { cause: "malformed" },
		});
	});

	it("make one client for the same keys, region and service", async () => {
		handler = xml(result("<DBInstances/>"));
		let asked = 0;
		const counting = async () => {
			asked++;
			return credentials();
		};
		const [a, b] = [connection.caller(testScope, counting), connection.caller(testScope, counting)];
		await a.call("rds", new DescribeDBInstancesCommand({}));
		await b.call("rds", new DescribeDBInstancesCommand({}));
		expect(asked).toBe(1);
		connection.release(testScope, counting);
		await a.call("rds", new DescribeDBInstancesCommand({}));
		expect(asked).toBe(2);
	});
});
