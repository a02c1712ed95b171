import { z } from "zod";

/** One mail address, as browsers judge it: a mail server inside a house may have a name without a dot. */
export const MailAddress = z
  .email({
    pattern: z.regexes.html5Email,
    error: "expected a mail address such as name@example.com",
  })
  .max(254);
