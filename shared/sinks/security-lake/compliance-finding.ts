import type { Shape } from "./columns.ts";

const account = { uid: "text", type: "text", type_id: "int" } as const;
const product = { name: "text", vendor_name: "text", version: "text" } as const;
const pair = { name: "text", value: "text" } as const;

/**
 * The columns of OCSF Compliance Finding (class 2003), as far as Parapet fills them. They are the schema of a table in AWS Glue: a column may be added, none may
 * be renamed or get another type.
 */
export const complianceFindingColumns = {
	time: "long",
	class_uid: "int",
	class_name: "text",
	category_uid: "int",
	category_name: "text",
	activity_id: "int",
	activity_name: "text",
	type_uid: "long",
	type_name: "text",
	severity_id: "int",
	severity: "text",
	status_id: "int",
	status: "text",
	message: "text",
	metadata: { version: "text", product, profiles: { list: "text" }, event_code: "text", uid: "text" },
	cloud: { provider: "text", region: "text", account },
	finding_info: {
		uid: "text",
		title: "text",
		desc: "text",
		created_time: "long",
		first_seen_time: "long",
		last_seen_time: "long",
		types: { list: "text" },
		product: { name: "text", vendor_name: "text" },
		analytic: { uid: "text", name: "text", type: "text", type_id: "int" },
	},
	compliance: {
		control: "text",
		standards: { list: "text" },
		requirements: { list: "text" },
		control_parameters: { list: pair },
		status_id: "int",
		status: "text",
		status_details: { list: "text" },
	},
	resources: {
		list: {
			uid: "text",
			name: "text",
			type: "text",
			region: "text",
			cloud_partition: "text",
			owner: { account },
			group: { name: "text" },
			tags: { list: pair },
			data: "json",
		},
	},
	remediation: { desc: "text", references: { list: "text" } },
	unmapped: { related: "json", risk: "text", suppressed_by: "text" },
} as const satisfies Readonly<Record<string, Shape>>;
