/** The places that a template may name. */
export const PLACEHOLDERS = ["conversation", "response_1", "response_2", "question", "criterion", "first", "second"] as const;

/** The places without which a judge would not see what it judges. */
export const NEEDED_PLACEHOLDERS = ["conversation", "response_1", "response_2"] as const;
