import { createHmac } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type HttpRequest, type HttpResponse, http, type NoAnswer } from "../../shared/sinks/http.ts";
import { pagerDuty } from "../../shared/sinks/webhook/pagerduty.ts";
import { teams } from "../../shared/sinks/webhook/teams.ts";
import { webhook } from "../../shared/sinks/webhook/webhook.ts";
import { alertOf, closingOf } from "../support/alerts.ts";
import { virtualClock } from "../support/outbox.ts";

/** An HTTP that keeps what it is asked and answers with this status. */
function recorder(status: number, headers: HttpResponse["headers"] = {}) {
	const requests: HttpRequest[] = [];
	return {
		requests,
		http: async (request: HttpRequest): Promise<HttpResponse> => {
			requests.push(request);
			return { status, headers, body: "" };
		},
	};
}

describe("a webhook", () => {
	const options = { name: "w", url: "https://alerts.example.com/in", secret: "s3cret-of-the-test" };

	it("gets the alert as JSON with a signature that the receiver can check, and the same delivery id every time", async () => {
		const { http, requests } = recorder(204);
		const clock = virtualClock();
		const target = webhook(options, http, clock);
		expect(await target.send(alertOf("a"), {})).toEqual({ outcome: "sent" });
		clock.pass(60_000);
		await target.send(alertOf("a"), {});
		const [first, second] = requests as [HttpRequest, HttpRequest];
		expect(JSON.parse(first.body ?? "")).toEqual(alertOf("a"));
		expect(second.headers["parapet-delivery"]).toBe(first.headers["parapet-delivery"]);
		expect(second.headers["parapet-signature"]).not.toBe(first.headers["parapet-signature"]);
		const signed = createHmac("sha256", options.secret)
			.update(`${Math.floor((clock.now() - 60_000) / 1000)}.${first.body}`)
			.digest("hex");
		expect(first.headers["parapet-signature"]).toBe(`v1=${signed}`);
		expect(JSON.stringify(first)).not.toContain(options.secret);
	});

	it.each([
		[200, "sent"],
		[299, "sent"],
		[302, "refused"],
		[400, "rejected"],
		[401, "refused"],
		[404, "refused"],
		[408, "retry"],
		[413, "rejected"],
		[429, "retry"],
		[500, "retry"],
		[503, "retry"],
	])("takes %i as %s", async (status, expected) => {
		expect((await webhook(options, recorder(status).http, virtualClock()).send(alertOf("a"), {})).outcome).toBe(expected);
	});

	it("waits as long as it is asked to", async () => {
		const { http } = recorder(429, { "retry-after": "9" });
		expect(await webhook(options, http, virtualClock()).send(alertOf("a"), {})).toMatchObject({ afterMs: 9000, uncertain: false });
	});
});

describe("Teams", () => {
	it("gets an Adaptive Card that says what changed", async () => {
		const { http, requests } = recorder(202);
		expect(await teams({ name: "t", url: "https://flows.example.com/x" }, http, virtualClock()).send(alertOf("orders"), {})).toEqual({
			outcome: "sent",
		});
		const { type, attachments } = JSON.parse(requests[0]?.body ?? "");
		expect(type).toBe("message");
		expect(attachments).toMatchObject([
			{
				contentType: "application/vnd.microsoft.card.adaptive",
				content: { type: "AdaptiveCard", body: [{ text: "HIGH new: Storage is encrypted ❨orders❩", color: "attention" }, {}, {}, {}] },
			},
		]);
	});
});

describe("PagerDuty", () => {
	it("opens and resolves one alert for an incident", async () => {
		const { http, requests } = recorder(202);
		const target = pagerDuty({ name: "p", routingKey: "R0UT1NGKEY", api: "https://events.eu.pagerduty.com" }, http, virtualClock());
		await target.send(alertOf("a", 0, { severity: "critical" }), {});
		await target.send(closingOf("a", 1), {});
		const [opened, closed] = requests.map((request) => JSON.parse(request.body ?? ""));
		expect(requests[0]?.url).toBe("https://events.eu.pagerduty.com/v2/enqueue");
		expect(opened).toMatchObject({ routing_key: "R0UT1NGKEY", event_action: "trigger", payload: { severity: "critical", component: "a" } });
		expect(closed).toMatchObject({ event_action: "resolve", dedup_key: opened.dedup_key });
	});
});

describe("the HTTP of the sinks", () => {
	let stop = () => {};
	afterEach(() => stop());
	async function serve(listener: RequestListener): Promise<string> {
		const server = createServer(listener).listen(0, "127.0.0.1");
		await new Promise<void>((resolve) => server.once("listening", resolve));
		stop = () => {
			server.closeAllConnections();
			server.close();
		};
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-path`;
	}
	const failureOf = (request: HttpRequest): Promise<NoAnswer> =>
		http(request).then(
			() => expect.fail("it was answered"),
			(error: NoAnswer) => error,
		);

	it("gives any whole answer, and does not follow redirects", async () => {
		const url = await serve((request, response) => {
			response.writeHead(302, { location: "http://elsewhere.invalid/" }).end(`${request.method} ${request.headers["content-length"]}`);
		});
		expect(await http({ url, headers: {}, body: "äö", timeout: 5000 })).toMatchObject({ status: 302, body: "POST 4" });
		expect(await http({ url, headers: {}, timeout: 5000 })).toMatchObject({ body: "GET undefined" });
	});

	it("says that a message may have arrived when there is no answer or half of one, and keeps the address to itself", async () => {
		const silent = await failureOf({ url: await serve(() => {}), headers: {}, body: "{}", timeout: 50 });
		expect(silent).toMatchObject({ name: "NoAnswer", uncertain: true, message: expect.stringContaining("did not answer within") });
		stop();
		const cut = await failureOf({
			url: await serve((request, response) => {
				response.writeHead(200, { "content-length": "100" }).write("half");
				setTimeout(() => request.socket.destroy(), 10);
			}),
			headers: {},
			body: "{}",
			timeout: 5000,
		});
		expect(cut).toMatchObject({ uncertain: true });
		for (const { message } of [silent, cut]) expect(message).not.toContain("secret-path");
	});

	it("knows that nothing arrived when nobody listens", async () => {
		const url = await serve(() => {});
		stop();
		expect(await failureOf({ url, headers: {}, body: "{}", timeout: 5000 })).toMatchObject({
			uncertain: false,
			message: expect.stringContaining("ECONNREFUSED"),
		});
	});
});
