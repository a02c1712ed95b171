import { z } from "zod";

/** Values to go back to, by name. The name stands in plans as `{{baseline.name}}`. */
export const BaselineValues = z
  .record(
    z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/, "expected a name such as release"),
    z
      .string()
      .trim()
      .min(1, "expected a value")
      .max(200, "expected at most 200 characters")
      .refine((value) => !/\p{C}/u.test(value), "expected a value without control characters"),
    { error: "expected a name such as release, of letters and digits" },
  )
  .refine((values) => Object.keys(values).length > 0, "expected at least one value to go back to");
