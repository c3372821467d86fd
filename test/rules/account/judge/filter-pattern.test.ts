import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePattern, type TrailEvent } from "../../../../shared/rules/account/judge/filter-pattern.ts";

const event: TrailEvent = {
	eventName: "DeleteTrail",
	eventSource: "cloudtrail.amazonaws.com",
	readOnly: false,
	managementEvent: true,
	flag: "true",
	userIdentity: { type: "IAMUser", sessionContext: { attributes: { mfaAuthenticated: "false" } } },
};
const matches = (pattern: string) => compilePattern(pattern)?.(event);

describe("JSON patterns", () => {
	it.each([
		'{ $.eventName = "DeleteTrail" }',
		"{ $.eventName = DeleteTrail }",
		"{$.eventName=DeleteTrail}",
		'  { ($.eventName = "DeleteTrail") }  ',
		'{ $.eventName = "Delete*" }',
		'{ $.eventName = "*Trail" }',
		'{ $.eventName = "*" }',
		"{ $.eventName = *eTr* }",
		"{ $.eventName = %^Delete(Trail|Key)$% }",
		'{ $.eventName != "CreateTrail" }',
		'{ $.missing != "x" }',
		"{ $.eventName EXISTS }",
		"{ $.userIdentity EXISTS }",
		"{ $.missing NOT EXISTS }",
		"{ $.userIdentity.invokedBy NOT EXISTS }",
		"{ $.eventName.deeper NOT EXISTS }",
		"{ $.readOnly IS FALSE }",
		"{ $.managementEvent IS TRUE }",
		"{ $.managementEvent is true }",
		"{ $.flag IS TRUE }",
		"{ $.readOnly = false }",
		'{ $.userIdentity.sessionContext.attributes.mfaAuthenticated = "false" }',
		'{ $.eventName = "A" || $.eventName = "DeleteTrail" }',
		'{ $.eventSource = cloudtrail.amazonaws.com && $.eventName = "DeleteTrail" }',
		// && binds tighter than ||
		'{ $.eventName = "DeleteTrail" || $.eventName = "A" && $.eventName = "B" }',
		'{ $.eventName = "A" && $.eventName = "B" || $.eventName = "DeleteTrail" }',
		'{ ($.eventSource = "cloudtrail*") && (($.eventName = "A") || ($.eventName = "DeleteTrail")) }',
		'{ $.eventName = "Delete\\Trail" }',
	])("%s matches", (pattern) => {
		expect(matches(pattern)).toBe(true);
	});

	it.each([
		'{ $.eventName = "deletetrail" }',
		'{ $.eventName = "DeleteTrai" }',
		'{ $.eventName = "eleteTrail" }',
		'{ $.eventName = "Delete.rail" }',
		'{ $.eventName = "Delete*Trails" }',
		"{ $.eventName = %^Trail% }",
		'{ $.eventName != "DeleteTrail" }',
		"{ $.eventName != Delete* }",
		'{ $.missing = "x" }',
		'{ $.missing = "undefined" }',
		'{ $.userIdentity = "*" }',
		"{ $.missing EXISTS }",
		"{ $.eventName NOT EXISTS }",
		"{ $.eventName IS NULL }",
		"{ $.missing IS NULL }",
		"{ $.readOnly IS TRUE }",
		"{ $.managementEvent IS FALSE }",
		"{ $.missing IS FALSE }",
		"{ $.userIdentity IS TRUE }",
		"{ $.eventName > 3 }",
		"{ $.eventName <= 3 }",
		"{ $.eventName < 3 }",
		"{ $.eventName >= 3 }",
		'{ $.eventName = "A" || $.eventName = "B" }',
		'{ $.eventName = "DeleteTrail" && $.eventName = "B" }',
		'{ ($.eventName = "DeleteTrail" || $.eventName = "A") && $.eventName = "B" }',
		'{ $.eventSource = "kms.amazonaws.com" && ($.eventName = "A" || $.eventName = "DeleteTrail") }',
	])("%s does not match", (pattern) => {
		expect(matches(pattern)).toBe(false);
	});

	it.each([
		"{",
		"{}",
		"{ }",
		"{ $.eventName }",
		"{ $.eventName = }",
		"{ = DeleteTrail }",
		"{ eventName = DeleteTrail }",
		'{ "$.eventName" = DeleteTrail }',
		"{ $.eventName = DeleteTrail ",
		"{ ($.eventName = DeleteTrail }",
		"{ $.eventName = DeleteTrail) }",
		"{ $.eventName = (DeleteTrail) }",
		"{ $.eventName = DeleteTrail && }",
		"{ || $.eventName = DeleteTrail }",
		"{ $.eventName = DeleteTrail $.eventName = B }",
		"{ $.eventName = DeleteTrail & $.eventName = B }",
		'{ $.eventName = "DeleteTrail }',
		"{ $.eventName NOT }",
		"{ $.eventName NOT NULL }",
		"{ $.eventName IS }",
		"{ $.eventName IS ODD }",
		"{ $.eventName > }",
		"{ $.eventName > ) }",
		"{ $.eventName != }",
		"{ $.eventName = %(% }",
		"{ $.eventName # DeleteTrail }",
		"[ip, user, name = DeleteTrail]",
		"%(%",
	])("%s is no pattern for a JSON event", (pattern) => {
		expect(compilePattern(pattern)).toBeUndefined();
	});

	it("say what JavaScript says of the same expression", () => {
		type Expression = { readonly text: string; readonly value: boolean };
		const leaf = fc.constantFrom<Expression>(
			{ text: "$.eventName = DeleteTrail", value: true },
			{ text: '$.eventName != "DeleteTrail"', value: false },
			{ text: "$.missing EXISTS", value: false },
			{ text: "$.missing NOT EXISTS", value: true },
			{ text: "$.readOnly IS FALSE", value: true },
		);
		const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
			expression: fc.oneof(
				{ maxDepth: 4 },
				leaf,
				fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => ({ text: `(${a.text} || ${b.text})`, value: a.value || b.value })),
				fc.tuple(tie("expression"), tie("expression")).map(([a, b]) => ({ text: `(${a.text}) && (${b.text})`, value: a.value && b.value })),
			),
		}));
		fc.assert(
			fc.property(expression, ({ text, value }) => {
				expect(matches(`{ ${text} }`)).toBe(value);
			}),
		);
	});
});

describe("term patterns", () => {
	it.each([
		"",
		"DeleteTrail",
		'"DeleteTrail"',
		'"DeleteTrail" IAMUser',
		"?A ?DeleteTrail",
		"DeleteTrail -CreateTrail",
		"%Delete[A-Z]%",
		"?A ?B DeleteTrail ?IAMUser",
	])("%j matches", (pattern) => {
		expect(matches(pattern)).toBe(true);
	});

	it.each(["CreateTrail", "DeleteTrail CreateTrail", "?A1 ?B1", "DeleteTrail -IAMUser", "%Delete[0-9]%", "Delete.rail", "DeleteTrail ?A1"])(
		"%j does not match",
		(pattern) => {
			expect(matches(pattern)).toBe(false);
		},
	);
});
