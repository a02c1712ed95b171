"use client";

import { createContext } from "react";

/** Asks the person to confirm that it is they; false where they leave it. */
export type Confirm = () => Promise<boolean>;

/** Outside the console nobody is there to ask. */
export const ConfirmContext = createContext<Confirm>(() => Promise.resolve(false));
